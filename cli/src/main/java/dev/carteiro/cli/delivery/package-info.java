/**
 * {@code carteiro deliveries}: what happens to deliveries, listed, one by one, or followed live in the attempts topic; and
 * another try for one that is dead. Read outside any group,
 * so that looking changes nothing.
 */
@NullMarked
package dev.carteiro.cli.delivery;

import org.jspecify.annotations.NullMarked;
