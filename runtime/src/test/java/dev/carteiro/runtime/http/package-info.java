/** The guarded client on real sockets: what reaches a receiver, and what never does. */
@NullMarked
package dev.carteiro.runtime.http;

import org.jspecify.annotations.NullMarked;
