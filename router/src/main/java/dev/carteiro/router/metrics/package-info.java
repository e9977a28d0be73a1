/**
 * Metrics of the router. One catalogue declares all meters of the module with help text and labels, so that dashboards
 * and alerts can be checked against it.
 */
@NullMarked
package dev.carteiro.router.metrics;

import org.jspecify.annotations.NullMarked;
