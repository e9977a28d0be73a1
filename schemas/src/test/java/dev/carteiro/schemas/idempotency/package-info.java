/** What is said of idempotency keys is read back, and garbage is named. */
@NullMarked
package dev.carteiro.schemas.idempotency;

import org.jspecify.annotations.NullMarked;
