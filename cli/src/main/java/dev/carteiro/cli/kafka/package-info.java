/**
 * What the short commands need of Kafka: to know within seconds whether it is there, and to write a few records and be
 * told about each.
 */
@NullMarked
package dev.carteiro.cli.kafka;

import org.jspecify.annotations.NullMarked;
