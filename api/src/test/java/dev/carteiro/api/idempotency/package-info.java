/**
 * Tests that a request with an idempotency key is executed once, through any instance, however often it is sent, and
 * across crashes.
 */
@NullMarked
package dev.carteiro.api.idempotency;

import org.jspecify.annotations.NullMarked;
