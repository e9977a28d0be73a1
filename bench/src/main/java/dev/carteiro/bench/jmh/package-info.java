/** JMH benchmarks of the inner loops: the work for each event, match and request. {@code --only jmh} runs them. */
@NullMarked
package dev.carteiro.bench.jmh;

import org.jspecify.annotations.NullMarked;
