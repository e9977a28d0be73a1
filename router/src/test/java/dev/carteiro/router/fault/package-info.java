/** Tests of the handlers for failures in Kafka Streams. */
@NullMarked
package dev.carteiro.router.fault;

import org.jspecify.annotations.NullMarked;
