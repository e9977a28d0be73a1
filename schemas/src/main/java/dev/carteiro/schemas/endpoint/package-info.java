/**
 * Endpoint statuses that Carteiro determines itself, independent of the subscription's own state: failing, or disabled.
 * They are kept in one compacted topic, keyed by subscription. A newer version of the subscription invalidates its
 * status.
 */
@NullMarked
package dev.carteiro.schemas.endpoint;

import org.jspecify.annotations.NullMarked;
