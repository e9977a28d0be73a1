/**
 * Records of the idempotency topic: which requests with an {@code Idempotency-Key} are under way, and what the responses to
 * the finished ones were.
 */
@NullMarked
package dev.carteiro.schemas.idempotency;

import org.jspecify.annotations.NullMarked;
