/** Which endpoints are shown to whoever asks, in which order, and what is not shown. */
@NullMarked
package dev.carteiro.dispatcher.inspect;

import org.jspecify.annotations.NullMarked;
