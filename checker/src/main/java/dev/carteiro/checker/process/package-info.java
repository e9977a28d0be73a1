/**
 * The processes of a run: a broker, routers and dispatchers, each in a JVM of its own. They are started by Carteiro's command line,
 * and killed, stopped and frozen by signals. Their output is kept.
 */
@NullMarked
package dev.carteiro.checker.process;

import org.jspecify.annotations.NullMarked;
