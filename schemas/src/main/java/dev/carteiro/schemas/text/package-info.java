/** Words that people write: finding the one that was meant. */
@NullMarked
package dev.carteiro.schemas.text;

import org.jspecify.annotations.NullMarked;
