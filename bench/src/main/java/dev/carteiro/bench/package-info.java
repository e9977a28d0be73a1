/**
 * Measures throughput, latency and memory on the user's own machine: {@code ./carteiro bench}.
 *
 * <p>Broker, system under test and receiver are separate processes, so that the processor time and memory of each can be measured.
 * A scenario compares two programs in turn, A B A B, on the same broker and receiver. The ratio is the result, and the absolute
 * figures are its context.
 */
@NullMarked
package dev.carteiro.bench;

import org.jspecify.annotations.NullMarked;
