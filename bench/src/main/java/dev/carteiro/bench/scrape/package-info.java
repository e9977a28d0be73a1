/** What the processes of a run say about themselves over HTTP: the receiver's counts, the dispatcher's metrics. */
@NullMarked
package dev.carteiro.bench.scrape;

import org.jspecify.annotations.NullMarked;
