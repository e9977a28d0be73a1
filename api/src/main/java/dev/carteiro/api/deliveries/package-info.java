/**
 * The delivery history over HTTP: a subscription's attempts, one delivery, the dead letters. It comes from
 * {@link dev.carteiro.api.history.HistoryIndex}; {@code meta.history} says since when nothing is missing. A caller limited
 * to a tenant sees only what was sent for that tenant.
 */
@NullMarked
package dev.carteiro.api.deliveries;

import org.jspecify.annotations.NullMarked;
