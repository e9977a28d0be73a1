package dev.carteiro.runtime.http;

import java.io.IOException;

/**
 * This process has no room for another connection. Nothing was sent, and the receiver has nothing to do with it. The
 * message is fit for the operator.
 */
public final class OutOfSocketsException extends IOException {
    public OutOfSocketsException(String message) {
        super(message);
    }
}
