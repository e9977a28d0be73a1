/** What a line of history looks like, and that what was written can be read. */
@NullMarked
package dev.carteiro.schemas.attempt;

import org.jspecify.annotations.NullMarked;
