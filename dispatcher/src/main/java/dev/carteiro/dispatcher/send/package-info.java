/**
 * One request on the wire: sends headers, body and signature; returns status, Retry-After and the beginning of the
 * body. {@code verdict} decides what a response means.
 */
@NullMarked
package dev.carteiro.dispatcher.send;

import org.jspecify.annotations.NullMarked;
