/**
 * Subscriptions: their format and their validation. {@code subscription.schema.json} is normative for the format.
 * {@link dev.carteiro.schemas.subscription.SubscriptionReader} adds the rules that a schema cannot express. The
 * registrar, the API and the command line all validate with it, so that they accept and reject the same subscriptions.
 */
@NullMarked
package dev.carteiro.schemas.subscription;

import org.jspecify.annotations.NullMarked;
