/**
 * Matching of events with subscriptions, in two steps. First, hash maps find the candidates by type, tenant and
 * context, at a cost that does not depend on the number of other subscriptions. Then, content filters and status-change
 * filters of the candidates are evaluated; only they need the event's document.
 */
@NullMarked
package dev.carteiro.router.match;

import org.jspecify.annotations.NullMarked;
