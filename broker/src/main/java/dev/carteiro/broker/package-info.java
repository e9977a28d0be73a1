/**
 * One Kafka node inside this process: broker and controller together, on one data directory, for {@code carteiro up}
 * and for tests. {@link dev.carteiro.broker.EmbeddedBroker} is the door; the other classes each hold one thing that
 * must be right before Kafka starts: the directory is ours alone, the ports are bound, the storage is formatted, and a
 * node that gives up says so instead of ending the JVM.
 *
 * <pre>
 *   DataDirectory   ListenerSockets   BrokerConfig   Faults
 *   locked, ours    ports bound       the settings   where fatal errors go
 *         \               |               |           /
 *          +--------------+-- KafkaNode --+----------+
 *                               |
 *                        EmbeddedBroker
 * </pre>
 */
@NullMarked
package dev.carteiro.broker;

import org.jspecify.annotations.NullMarked;
