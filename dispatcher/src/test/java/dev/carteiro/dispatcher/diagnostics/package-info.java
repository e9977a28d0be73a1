/** Which endpoints are shown to whoever asks, in which order, and what is not shown. */
@NullMarked
package dev.carteiro.dispatcher.diagnostics;

import org.jspecify.annotations.NullMarked;
