/**
 * One request on the wire: headers, body, signature out; status, Retry-After and the beginning of the body back. Nothing
 * here decides what an answer means.
 */
@NullMarked
package dev.carteiro.dispatcher.send;

import org.jspecify.annotations.NullMarked;
