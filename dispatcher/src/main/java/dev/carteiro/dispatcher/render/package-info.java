/**
 * The body a receiver sees, one envelope for each profile. Rendered from the event's bytes at each attempt, and the same
 * bytes each time: nothing in it is of the attempt, and the event's data is cut out of what was produced, never parsed
 * and written again.
 */
@NullMarked
package dev.carteiro.dispatcher.render;

import org.jspecify.annotations.NullMarked;
