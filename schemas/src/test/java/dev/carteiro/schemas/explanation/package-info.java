/** Tests of explanations. */
@NullMarked
package dev.carteiro.schemas.explanation;

import org.jspecify.annotations.NullMarked;
