package dev.carteiro.broker;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if the embedded broker cannot start. The message tells the operator in one line what is wrong, with the port
 * or directory, and what to do. The cause, if there is one, is for the log.
 */
public final class BrokerException extends Exception {
    BrokerException(String message) {
        super(message);
    }

    BrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
