/**
 * Static checks of {@code deploy/} and {@code docker-compose.yml} against the code: commands are valid, files exist, and names agree.
 * Nothing is started here; docs/containers.md describes what was run.
 */
@NullMarked
package dev.carteiro.it.deploy;

import org.jspecify.annotations.NullMarked;
