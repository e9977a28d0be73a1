/** The receiver over real sockets, and its arithmetic. */
@NullMarked
package dev.carteiro.bench.receiver;

import org.jspecify.annotations.NullMarked;
