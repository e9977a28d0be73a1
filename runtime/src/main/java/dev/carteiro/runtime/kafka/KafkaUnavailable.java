package dev.carteiro.runtime.kafka;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;

/** Thrown when Kafka does not respond or rejects a request; the message is one line for the operator. */
public final class KafkaUnavailable extends RuntimeException {
    public KafkaUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Describes why a client's first request failed, and which option to check.
     *
     * @param cause what the client threw; for a future, the cause of its ExecutionException
     */
    public static KafkaUnavailable atFirstRequest(KafkaAccess access, Throwable cause) {
        return new KafkaUnavailable(switch (cause) {
            case SslAuthenticationException e -> "the TLS handshake with " + access + " failed (" + e.getMessage()
                    + "): check the ssl.* lines of --kafka-config";
            case AuthenticationException e -> access + " rejected the credentials (" + e.getMessage()
                    + "): check the sasl.* lines of --kafka-config";
            case RetriableException e -> "cannot reach " + access
                    + ": check the address, that the broker runs, and whether it needs TLS (see --kafka-config)";
            default -> "cannot reach " + access + ": " + cause.getMessage();
        }, cause);
    }

    /** Describes why a client could not even be made, such as a name that does not resolve. */
    public static KafkaUnavailable atCreation(KafkaAccess access, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new KafkaUnavailable("cannot use " + access + ": " + cause.getMessage()
                + ": check --bootstrap-servers and --kafka-config", failure);
    }
}
