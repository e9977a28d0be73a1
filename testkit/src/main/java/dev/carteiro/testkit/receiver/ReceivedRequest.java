package dev.carteiro.testkit.receiver;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** One request as it stood on the wire. Immutable. */
public final class ReceivedRequest {
    private final long connection;
    private final RequestHead head;
    private final byte[] body;
    private final boolean complete;

    ReceivedRequest(long connection, RequestHead head, byte[] body, boolean complete) {
        this.connection = connection;
        this.head = head;
        this.body = body.clone();
        this.complete = complete;
    }

    /** The number of the connection it came on, counted from 1; equal for requests that shared one. */
    public long connection() {
        return connection;
    }

    public String method() {
        return head.method();
    }

    /** The path without the query. */
    public String path() {
        return head.path();
    }

    /** The request target as sent, with the query. */
    public String target() {
        return head.target();
    }

    public Headers headers() {
        return head.headers();
    }

    /** The bytes that arrived, chunks put together; empty where the behaviour does not read them. */
    public byte[] body() {
        return body.clone();
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** False if the sender broke off within the body, or the behaviour did not read it. */
    public boolean complete() {
        return complete;
    }

    /** When its head had arrived, by the wall clock. */
    public Instant arrivedAt() {
        return head.arrivedAt();
    }

    /** When its head had arrived, by {@link System#nanoTime}. */
    public long arrivedNanos() {
        return head.arrivedNanos();
    }

    @Override
    public String toString() {
        return method() + " " + target() + " on connection " + connection + " at " + arrivedAt();
    }
}
