/** The whole API on a real broker and real sockets, and what its tests share. */
@NullMarked
package dev.carteiro.api;

import org.jspecify.annotations.NullMarked;
