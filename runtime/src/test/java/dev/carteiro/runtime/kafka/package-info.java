/** Tests of access to Kafka and of the topics, on a real broker where one is needed. */
@NullMarked
package dev.carteiro.runtime.kafka;

import org.jspecify.annotations.NullMarked;
