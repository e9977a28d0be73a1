/**
 * Access to Kafka: client properties from a flag or an operator's file, and the creation and verification of the topics.
 */
@NullMarked
package dev.carteiro.runtime.kafka;

import org.jspecify.annotations.NullMarked;
