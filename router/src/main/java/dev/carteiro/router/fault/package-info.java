/**
 * Handlers for exceptions in Kafka Streams. A record that cannot be processed goes to quarantine, and the stream
 * continues. A failed thread is replaced a few times. A permanent failure ends the process, so that it is restarted.
 */
@NullMarked
package dev.carteiro.router.fault;

import org.jspecify.annotations.NullMarked;
