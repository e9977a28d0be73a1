package dev.carteiro.runtime.http;

import java.io.IOException;

/**
 * Thrown when the guard refuses a connection. Nothing was sent. A retry helps only if the name resolves to another address by
 * then, or if the operator allows the network. The message is safe to show to the subscriber.
 */
public final class RefusedTargetException extends IOException {
    public RefusedTargetException(String reason) {
        super(reason);
    }
}
