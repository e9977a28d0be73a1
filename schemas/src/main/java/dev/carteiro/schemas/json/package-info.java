/**
 * Parsing of external JSON: strict UTF-8, limited nesting, exactly one document. All classes work on bytes, because
 * Carteiro delivers the bytes as produced.
 */
@NullMarked
package dev.carteiro.schemas.json;

import org.jspecify.annotations.NullMarked;
