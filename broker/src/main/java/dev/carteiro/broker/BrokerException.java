package dev.carteiro.broker;

import org.jspecify.annotations.Nullable;

/**
 * The embedded broker could not start. The message is one line for the person who started it: what is wrong, with the
 * port or the directory by name, and what to do. The cause, where there is one, is for the log.
 */
public final class BrokerException extends Exception {
    BrokerException(String message) {
        super(message);
    }

    BrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
