/**
 * The body a receiver sees. Rendered from the event's bytes at each attempt, and the same bytes each time: the event's
 * data is cut out of them, never parsed and written again.
 */
@NullMarked
package dev.carteiro.dispatcher.render;

import org.jspecify.annotations.NullMarked;
