package dev.carteiro.api.http;

/** The HTTP methods of the API. */
public enum HttpMethod {
    GET, POST, PATCH, DELETE;

    /** Returns whether the method creates something, and so accepts an idempotency key. */
    boolean creates() {
        return this == POST;
    }

    /** Returns whether the method changes something, and so is audited. */
    boolean changes() {
        return this != GET;
    }
}
