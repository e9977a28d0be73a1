/** Exact-value tests of the package of the same name. */
@NullMarked
package dev.carteiro.schemas.subscription;

import org.jspecify.annotations.NullMarked;
