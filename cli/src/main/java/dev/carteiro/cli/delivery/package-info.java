/**
 * {@code carteiro deliveries}: lists deliveries, shows one with its attempts, follows the attempts topic live, and retries a
 * dead delivery. The commands read outside any consumer group, so that reading changes nothing.
 */
@NullMarked
package dev.carteiro.cli.delivery;

import org.jspecify.annotations.NullMarked;
