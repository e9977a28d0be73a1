package dev.carteiro.dispatcher.verdict;

import org.jspecify.annotations.Nullable;

/** What came of one request. */
public sealed interface SendResult {
    /**
     * The receiver answered. Only the status line and Retry-After count; whatever went wrong after them does not.
     *
     * @param status as on the wire, whatever the number
     * @param retryAfter the header's text
     * @param excerpt the beginning of the body, printable; empty if there was none, and for a success
     */
    record StatusReceived(int status, @Nullable String retryAfter, String excerpt) implements SendResult {
    }

    /**
     * No status line arrived.
     *
     * @param failure the kind
     * @param detail one line for a person
     */
    record NoResponse(FailureKind failure, String detail) implements SendResult {
    }

    /** Why there was no answer; few values, fit for a metric's label. */
    enum FailureKind {
        /** Nothing, or not enough, came within the attempt's time. */
        TIMEOUT("timeout"),
        /** The port is closed, or the network says it cannot be reached. */
        REFUSED("refused"),
        /** The name does not resolve. */
        DNS("dns"),
        /** No trustworthy TLS session. */
        TLS("tls"),
        /** The connection broke after the request was sent: the receiver may have acted on it. */
        RESET("reset"),
        /** What came back is not HTTP. */
        PROTOCOL("protocol"),
        /** The target is an address that may not be called. */
        BLOCKED("blocked"),
        /** The subscription cannot be sent as it is: a header or a secret that is not usable. */
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
