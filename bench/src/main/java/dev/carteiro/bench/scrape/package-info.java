/** Readers for the HTTP pages of a run's processes: the receiver's counts, the dispatcher's metrics. */
@NullMarked
package dev.carteiro.bench.scrape;

import org.jspecify.annotations.NullMarked;
