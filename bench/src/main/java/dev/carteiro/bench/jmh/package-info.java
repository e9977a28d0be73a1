/**
 * The inner loops alone, by JMH: what is done for each event, each match, each request. {@code --only jmh} runs them.
 */
@NullMarked
package dev.carteiro.bench.jmh;

import org.jspecify.annotations.NullMarked;
