/**
 * What the router counts and times. Every meter of the module is declared in one catalogue, with its help text and its
 * labels, so that dashboards and alerts can be checked against it.
 */
@NullMarked
package dev.carteiro.router.metrics;

import org.jspecify.annotations.NullMarked;
