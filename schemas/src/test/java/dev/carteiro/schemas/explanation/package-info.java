/** Tests of the package of the same name. */
@NullMarked
package dev.carteiro.schemas.explanation;

import org.jspecify.annotations.NullMarked;
