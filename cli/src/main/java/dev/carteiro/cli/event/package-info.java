/**
 * {@code carteiro events} publishes one event by its type and data, or the events of files. {@code carteiro trigger} publishes
 * a sample event and shows its deliveries. Any Kafka producer can write events; this one validates them first.
 */
@NullMarked
package dev.carteiro.cli.event;

import org.jspecify.annotations.NullMarked;
