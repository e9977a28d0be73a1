/** Tests of the embedded broker through Kafka clients, and of failed starts. */
@NullMarked
package dev.carteiro.broker;

import org.jspecify.annotations.NullMarked;
