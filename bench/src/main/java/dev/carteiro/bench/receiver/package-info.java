/**
 * The receiver of all requests: one thread, one selector, and little work for each request, because the receiver shares the machine
 * with the measured program. The path decides its behaviour: {@code /ok}, {@code /hang}, {@code /slow/MILLIS}, {@code /fail/STATUS},
 * each with any suffix.
 */
@NullMarked
package dev.carteiro.bench.receiver;

import org.jspecify.annotations.NullMarked;
