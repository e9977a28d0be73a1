/**
 * {@code carteiro dead-letters}: lists dead letters with their reasons, and redrives them.
 *
 * <pre>
 *   dead-letters ---> list
 *   dead-letters, jobs ---> redrive --dry-run      counts
 *                      +--> redrive ---> jobs ---> dispatchers ---> deliveries
 *                               ^---- progress ----+
 * </pre>
 *
 * <p>Both commands share the filter options. A dead letter is redriven at most once, unless with {@code --again}.
 */
@NullMarked
package dev.carteiro.cli.deadletter;

import org.jspecify.annotations.NullMarked;
