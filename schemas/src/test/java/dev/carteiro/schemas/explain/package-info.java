/** Tests of explanations. */
@NullMarked
package dev.carteiro.schemas.explain;

import org.jspecify.annotations.NullMarked;
