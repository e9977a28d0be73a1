/**
 * {@code carteiro listen}: a receiver on this machine and a subscription for as long as it runs.
 *
 * <pre>
 *   create ---> listen-HOST-PID-START         the subscription, with its own secret
 *   dispatcher ---> receiver ---> output      verdict, status, time, body
 *                      +-- --forward URL      whose response goes back
 *   Ctrl-C ---> delete, confirmed
 * </pre>
 *
 * <p>The id identifies the process. If the process is killed, its subscription stays, and the next {@code listen} on the same
 * machine deletes it.
 */
@NullMarked
package dev.carteiro.cli.listen;

import org.jspecify.annotations.NullMarked;
