/** Exact-value tests of the package of the same name. */
@NullMarked
package dev.carteiro.schemas.delivery;

import org.jspecify.annotations.NullMarked;
