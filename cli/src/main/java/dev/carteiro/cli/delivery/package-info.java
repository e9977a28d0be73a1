/**
 * {@code carteiro deliveries}: what happens to deliveries, followed live in the attempts topic. Read outside any group,
 * so that looking changes nothing.
 */
@NullMarked
package dev.carteiro.cli.delivery;

import org.jspecify.annotations.NullMarked;
