/**
 * The long-lived commands: {@code up} with everything on an embedded broker; {@code router}, {@code dispatcher} and {@code api}
 * against a cluster. {@link dev.carteiro.cli.run.ServiceRunner} starts, runs and stops each of them.
 * {@link dev.carteiro.cli.run.Platform} runs everything in one process, also for the demo.
 *
 * <pre>
 *   start   data directory, ports -> monitor -> broker -> topics -> dispatcher | router | API -> "ready"
 *   end     API -> router | dispatcher -> broker -> monitor -> data directory; at most ten seconds
 * </pre>
 */
@NullMarked
package dev.carteiro.cli.run;

import org.jspecify.annotations.NullMarked;
