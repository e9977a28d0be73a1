/**
 * The questions, one class each. A scenario sets up its own installation on the run's broker, starts the system under test,
 * loads it, waits for bounded times, and answers with figures; a new one is added to {@code Scenarios}.
 */
@NullMarked
package dev.carteiro.bench.scenario;

import org.jspecify.annotations.NullMarked;
