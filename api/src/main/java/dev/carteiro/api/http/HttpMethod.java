package dev.carteiro.api.http;

/** The methods of this API. */
public enum HttpMethod {
    GET, POST, PATCH, DELETE;

    /** Whether it creates something, and so may have an idempotency key. */
    boolean creates() {
        return this == POST;
    }

    /** Whether it changes something, and so leaves an audit line. */
    boolean changes() {
        return this != GET;
    }
}
