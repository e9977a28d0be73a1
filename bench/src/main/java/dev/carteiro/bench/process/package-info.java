/**
 * The processes of a run, each a JVM of its own that is ended by its process id, and their processor time, memory and threads.
 */
@NullMarked
package dev.carteiro.bench.process;

import org.jspecify.annotations.NullMarked;
