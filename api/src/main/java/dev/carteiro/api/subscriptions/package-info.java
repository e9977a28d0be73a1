/**
 * Subscriptions as a JSON:API resource. Its attributes are exactly the members of the contract
 * ({@code subscription.schema.json}), under the same names and rules; secrets and headers can be written and never read,
 * and what the system knows beside them is in the resource's {@code meta}.
 */
@NullMarked
package dev.carteiro.api.subscriptions;

import org.jspecify.annotations.NullMarked;
