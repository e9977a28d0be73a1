/**
 * What is known about a run when it is over: what was published and how that went, what every receiver saw, what lies
 * in the topics, where the groups stand, and when something was broken on purpose. Put together by delivery, because
 * the invariants speak of deliveries. Immutable.
 */
@NullMarked
package dev.carteiro.checker.history;

import org.jspecify.annotations.NullMarked;
