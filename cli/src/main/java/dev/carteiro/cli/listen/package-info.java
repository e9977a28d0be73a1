/**
 * {@code carteiro listen}: a receiver on this machine and a subscription for as long as it runs.
 *
 * <pre>
 *   create ---> listen-HOST-PID-START        the subscription, with a secret of its own
 *   dispatcher ---> receiver ---> shown      verdict, status, time, body
 *                      +-- --forward URL     and its status goes back
 *   Ctrl-C ---> delete, confirmed
 * </pre>
 *
 * <p>The id says which process it belongs to. One that was killed leaves its subscription, and the next {@code listen} on the
 * same machine deletes it.
 */
@NullMarked
package dev.carteiro.cli.listen;

import org.jspecify.annotations.NullMarked;
