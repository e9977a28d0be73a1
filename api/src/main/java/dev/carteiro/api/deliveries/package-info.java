/**
 * What became of deliveries, over HTTP: a subscription's attempts, one delivery, the dead letters. Answered from
 * {@link dev.carteiro.api.history.HistoryIndex}; each answer's {@code meta.history} says from when on nothing is missing from it.
 * A caller who is confined to a tenant sees what was sent for that tenant, and nothing else exists.
 */
@NullMarked
package dev.carteiro.api.deliveries;

import org.jspecify.annotations.NullMarked;
