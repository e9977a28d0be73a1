/**
 * Records of the idempotency topic: requests with an {@code Idempotency-Key} that are in progress, and the responses to
 * completed ones.
 */
@NullMarked
package dev.carteiro.schemas.idempotency;

import org.jspecify.annotations.NullMarked;
