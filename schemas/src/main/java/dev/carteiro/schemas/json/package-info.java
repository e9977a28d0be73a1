/**
 * The one way Carteiro reads JSON that came from outside: strict UTF-8, bounded nesting, no second document behind the
 * first. Everything here works on bytes, because the bytes as produced are what is delivered.
 */
@NullMarked
package dev.carteiro.schemas.json;

import org.jspecify.annotations.NullMarked;
