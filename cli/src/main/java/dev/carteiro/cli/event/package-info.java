/**
 * {@code carteiro events}: publishes events from files, one JSON document a line. An event has no other home than its
 * topic and any Kafka producer can write it; this one says what is wrong with an event before it is written.
 */
@NullMarked
package dev.carteiro.cli.event;

import org.jspecify.annotations.NullMarked;
