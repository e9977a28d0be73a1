/** Single attempts with real sockets that misbehave: their results, their time, and what the receiver saw. */
@NullMarked
package dev.carteiro.dispatcher.send;

import org.jspecify.annotations.NullMarked;
