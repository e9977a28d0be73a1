/** Tests of the guarded client on real sockets: which requests reach a receiver, and which never do. */
@NullMarked
package dev.carteiro.runtime.http;

import org.jspecify.annotations.NullMarked;
