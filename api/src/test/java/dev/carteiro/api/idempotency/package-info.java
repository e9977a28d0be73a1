/** A request with an idempotency key is done once, whoever gets it, however often, and whatever happens meanwhile. */
@NullMarked
package dev.carteiro.api.idempotency;

import org.jspecify.annotations.NullMarked;
