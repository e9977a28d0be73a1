package dev.carteiro.runtime.http;

import java.io.IOException;

/**
 * The guard did not let a connection begin. Nothing was sent; trying again helps only if the name resolves to
 * something else by then or the operator opens the network. The message is fit for the subscriber.
 */
public final class RefusedTargetException extends IOException {
    public RefusedTargetException(String reason) {
        super(reason);
    }
}
