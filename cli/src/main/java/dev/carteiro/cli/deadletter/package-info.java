/**
 * {@code carteiro dead-letters}: what was given up and why, and sending it again.
 *
 * <pre>
 *   dead-letters ---> list
 *   dead-letters, jobs ---> redrive --dry-run      counts
 *                      +--> redrive ---> jobs ---> dispatchers ---> deliveries
 *                               ^---- how far -----+
 * </pre>
 *
 * <p>Which letters are meant is said by the same options for both. A letter is redriven at most once, unless with
 * {@code --again}.
 */
@NullMarked
package dev.carteiro.cli.deadletter;

import org.jspecify.annotations.NullMarked;
