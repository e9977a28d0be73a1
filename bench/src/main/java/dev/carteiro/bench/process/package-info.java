/**
 * The processes of a run, each a JVM of its own that is ended by its process id, and what the operating system and the JVM
 * say about each: processor time, memory, threads.
 */
@NullMarked
package dev.carteiro.bench.process;

import org.jspecify.annotations.NullMarked;
