/**
 * The scenarios, one class each. A scenario creates its own installation on the run's broker, starts the system under test, loads it,
 * waits with time limits, and returns figures. Add a new one to {@code Scenarios}.
 */
@NullMarked
package dev.carteiro.bench.scenario;

import org.jspecify.annotations.NullMarked;
