/**
 * The upstream side of a run: publishes the workload and notes how each event went, as far as a producer can know.
 */
@NullMarked
package dev.carteiro.checker.publish;

import org.jspecify.annotations.NullMarked;
