/**
 * The commands that stay: {@code up} with everything on an embedded broker, {@code router} and {@code dispatcher}
 * against a cluster. {@link dev.carteiro.cli.run.Service} is how each of them begins, waits and ends;
 * {@link dev.carteiro.cli.run.Platform} is everything in one process, which the demo uses too.
 *
 * <pre>
 *   start   data directory, ports -> monitor -> broker -> topics -> dispatcher | router -> "ready"
 *   end     router -> dispatcher -> broker -> monitor -> data directory; at most ten seconds
 * </pre>
 */
@NullMarked
package dev.carteiro.cli.run;

import org.jspecify.annotations.NullMarked;
