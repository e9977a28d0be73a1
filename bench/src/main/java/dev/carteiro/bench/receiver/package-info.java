/**
 * The other side of every request: one thread, one selector, and as little work for a request as an honest count allows,
 * because the receiver shares the machine with what is measured. What the path says decides how it behaves: {@code /ok},
 * {@code /hang}, {@code /slow/MILLIS}, {@code /fail/STATUS}, each with anything behind it.
 */
@NullMarked
package dev.carteiro.bench.receiver;

import org.jspecify.annotations.NullMarked;
