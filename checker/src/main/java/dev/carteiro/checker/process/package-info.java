/**
 * The processes of a run: a broker, routers and dispatchers, each a JVM of its own, started by the command line that
 * users run, and killed, stopped and frozen by the signals that an operating system has. What they print is kept.
 */
@NullMarked
package dev.carteiro.checker.process;

import org.jspecify.annotations.NullMarked;
