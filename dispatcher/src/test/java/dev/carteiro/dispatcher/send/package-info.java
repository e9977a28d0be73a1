/** One attempt against real sockets that misbehave: what it answers, how long it takes, and what the receiver saw. */
@NullMarked
package dev.carteiro.dispatcher.send;

import org.jspecify.annotations.NullMarked;
