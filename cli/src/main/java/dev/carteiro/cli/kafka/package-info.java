/**
 * What the short commands need of Kafka: to know within seconds whether it is there, to write a few records and be told
 * about each, and to read a topic from one point to another.
 */
@NullMarked
package dev.carteiro.cli.kafka;

import org.jspecify.annotations.NullMarked;
