/** The dispatcher's meters, all declared in one catalogue. */
@NullMarked
package dev.carteiro.dispatcher.metrics;

import org.jspecify.annotations.NullMarked;
