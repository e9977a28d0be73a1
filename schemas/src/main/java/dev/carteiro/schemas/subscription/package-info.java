/**
 * Subscriptions: what their owners may write, and what it means. {@code subscription.schema.json} is normative for the
 * shape; {@link dev.carteiro.schemas.subscription.SubscriptionReader} adds what a schema cannot say. The registrar, the
 * API and the command line all validate through it, so that nobody accepts what another one refuses.
 */
@NullMarked
package dev.carteiro.schemas.subscription;

import org.jspecify.annotations.NullMarked;
