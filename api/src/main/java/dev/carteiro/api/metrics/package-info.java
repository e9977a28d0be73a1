/** What the API shows of itself to Prometheus; all meters are declared in one catalogue. */
@NullMarked
package dev.carteiro.api.metrics;

import org.jspecify.annotations.NullMarked;
