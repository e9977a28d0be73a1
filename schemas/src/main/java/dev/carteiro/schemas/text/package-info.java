/** Suggestions for misspelt words. */
@NullMarked
package dev.carteiro.schemas.text;

import org.jspecify.annotations.NullMarked;
