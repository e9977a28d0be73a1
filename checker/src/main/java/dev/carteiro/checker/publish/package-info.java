/** The producer of a run: publishes the workload, and remembers the result of each event as far as a producer can know it. */
@NullMarked
package dev.carteiro.checker.publish;

import org.jspecify.annotations.NullMarked;
