/** Tests of the receiver over real sockets, and of its arithmetic. */
@NullMarked
package dev.carteiro.bench.receiver;

import org.jspecify.annotations.NullMarked;
