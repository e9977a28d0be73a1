/** Exact-value tests of the package of the same name. */
@NullMarked
package dev.carteiro.schemas.event;

import org.jspecify.annotations.NullMarked;
