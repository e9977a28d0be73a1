/**
 * The commands that stay: {@code up} with everything on an embedded broker, {@code router}, {@code dispatcher}
 * and {@code api} against a cluster. {@link dev.carteiro.cli.run.ServiceRunner} is how each of them begins, waits and ends;
 * {@link dev.carteiro.cli.run.Platform} is everything in one process, which the demo uses too.
 *
 * <pre>
 *   start   data directory, ports -> monitor -> broker -> topics -> dispatcher | router | API -> "ready"
 *   end     API -> router | dispatcher -> broker -> monitor -> data directory; at most ten seconds
 * </pre>
 */
@NullMarked
package dev.carteiro.cli.run;

import org.jspecify.annotations.NullMarked;
