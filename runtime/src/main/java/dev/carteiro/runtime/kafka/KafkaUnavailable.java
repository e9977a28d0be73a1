package dev.carteiro.runtime.kafka;

import org.jspecify.annotations.Nullable;

/** Kafka did not answer, or refused; the message is one line for the operator. */
public final class KafkaUnavailable extends RuntimeException {
    public KafkaUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
