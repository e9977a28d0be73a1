/** The API's Prometheus metrics; one catalogue declares all meters. */
@NullMarked
package dev.carteiro.api.metrics;

import org.jspecify.annotations.NullMarked;
