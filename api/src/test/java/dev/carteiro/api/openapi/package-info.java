/** The description agrees with what is served. */
@NullMarked
package dev.carteiro.api.openapi;

import org.jspecify.annotations.NullMarked;
