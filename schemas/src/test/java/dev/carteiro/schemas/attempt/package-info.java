/** Tests of the records of the delivery history. */
@NullMarked
package dev.carteiro.schemas.attempt;

import org.jspecify.annotations.NullMarked;
