/**
 * Kafka for short commands: a connection check that takes seconds, and producers whose acknowledgements are awaited.
 */
@NullMarked
package dev.carteiro.cli.kafka;

import org.jspecify.annotations.NullMarked;
