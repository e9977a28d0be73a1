/** Tests of idempotency records. */
@NullMarked
package dev.carteiro.schemas.idempotency;

import org.jspecify.annotations.NullMarked;
