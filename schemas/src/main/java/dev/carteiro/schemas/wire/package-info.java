/**
 * Serialized records: the sizes of keys, values and headers, and the limit on decompressing a record into memory. All
 * code that reads topics relies on these limits.
 */
@NullMarked
package dev.carteiro.schemas.wire;

import org.jspecify.annotations.NullMarked;
