/** Exact-value tests of the package of the same name. */
@NullMarked
package dev.carteiro.schemas.topic;

import org.jspecify.annotations.NullMarked;
