package dev.carteiro.runtime.http;

import java.io.IOException;

/**
 * Thrown when this process cannot open another connection. Nothing was sent, and the receiver is not the cause. The message is
 * for the operator.
 */
public final class OutOfSocketsException extends IOException {
    public OutOfSocketsException(String message) {
        super(message);
    }
}
