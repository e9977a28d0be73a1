package dev.carteiro.api.auth;

import java.io.IOException;

/** Loads a key set from its source. Called by one thread at a time. */
@FunctionalInterface
interface KeyLoader {
    /**
     * Within bounds of time and size.
     *
     * @throws IOException if it cannot be had; the message is for the operator
     */
    byte[] load() throws IOException;
}
