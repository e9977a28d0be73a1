/** Exact-value tests of the package of the same name. */
@NullMarked
package dev.carteiro.schemas.json;

import org.jspecify.annotations.NullMarked;
