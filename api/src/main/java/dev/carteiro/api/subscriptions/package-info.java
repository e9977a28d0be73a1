/**
 * Subscriptions as a JSON:API resource. Its attributes are exactly the members of {@code subscription.schema.json},
 * with the same names and rules. Secrets and headers are write-only. Other state is in the resource's {@code meta}.
 */
@NullMarked
package dev.carteiro.api.subscriptions;

import org.jspecify.annotations.NullMarked;
