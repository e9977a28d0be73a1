package dev.carteiro.dispatcher.verdict;

import org.jspecify.annotations.Nullable;

/** The result of one request. Immutable. */
public sealed interface SendResult {
    /**
     * A status arrived. Only the status line and Retry-After count, whatever failed after them.
     *
     * @param status the status on the wire, which can be any number
     * @param retryAfter the text of the Retry-After header
     * @param excerpt the beginning of the body, printable; empty if there was none, and for a success
     */
    record StatusReceived(int status, @Nullable String retryAfter, String excerpt) implements SendResult {
    }

    /**
     * No status line arrived.
     *
     * @param failure the kind of failure
     * @param detail one line for the operator and the subscriber
     */
    record NoResponse(FailureKind failure, String detail) implements SendResult {
    }

    /** The reason why no status arrived; also a metric label. */
    enum FailureKind {
        /** The response, or a part of it, did not arrive within the attempt's time. */
        TIMEOUT("timeout"),
        /** The port is closed, or the host is unreachable. */
        REFUSED("refused"),
        /** The name does not resolve. */
        DNS("dns"),
        /** No trusted TLS session could be established. */
        TLS("tls"),
        /** The connection broke after the request was sent: the receiver may have acted on it. */
        RESET("reset"),
        /** The response is not HTTP. */
        PROTOCOL("protocol"),
        /** The target is an address that may not be called. */
        BLOCKED("blocked"),
        /** The request cannot be built: the event, a header or a secret is invalid. */
        INVALID("invalid");

        private final String code;

        FailureKind(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
