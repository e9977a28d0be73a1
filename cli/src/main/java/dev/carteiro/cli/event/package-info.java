/**
 * {@code carteiro events}: publishes one event by its type and data, or those of files, one JSON document a line; and
 * {@code carteiro trigger}: publishes a sample and watches what becomes of it. An event has no other home than its
 * topic and any Kafka producer can write it; this one says what is wrong with an event before it is written.
 */
@NullMarked
package dev.carteiro.cli.event;

import org.jspecify.annotations.NullMarked;
