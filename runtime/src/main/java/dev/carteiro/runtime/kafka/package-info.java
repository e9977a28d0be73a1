/**
 * How processes reach Kafka: one set of client properties, from a flag or an operator's file, and the topics that must
 * be there, created and verified.
 */
@NullMarked
package dev.carteiro.runtime.kafka;

import org.jspecify.annotations.NullMarked;
