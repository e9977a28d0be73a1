/**
 * An embedded Kafka node with broker and controller on one data directory, for {@code carteiro up} and for tests.
 * {@link dev.carteiro.broker.EmbeddedBroker} is the entry point. The other classes establish the preconditions of a
 * start: the directory is locked, the ports are bound, the storage is formatted, and a fatal fault is reported instead
 * of ending the JVM.
 *
 * <pre>
 *   DataDirectory   ListenerSockets   BrokerConfig   Faults
 *   locked, own     ports bound       settings       fatal faults
 *         \               |               |           /
 *          +--------------+-- KafkaNode --+----------+
 *                               |
 *                        EmbeddedBroker
 * </pre>
 */
@NullMarked
package dev.carteiro.broker;

import org.jspecify.annotations.NullMarked;
