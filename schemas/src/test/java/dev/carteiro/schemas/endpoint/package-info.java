/** What is kept about endpoints. */
@NullMarked
package dev.carteiro.schemas.endpoint;

import org.jspecify.annotations.NullMarked;
