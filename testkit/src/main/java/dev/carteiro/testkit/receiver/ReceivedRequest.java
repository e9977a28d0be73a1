package dev.carteiro.testkit.receiver;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A request as received. Immutable. */
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

    /** Returns the number of its connection, from 1; equal for requests on the same connection. */
    public long connection() {
        return connection;
    }

    public String method() {
        return head.method();
    }

    /** Returns the path without the query. */
    public String path() {
        return head.path();
    }

    /** Returns the request target as sent, with the query. */
    public String target() {
        return head.target();
    }

    public Headers headers() {
        return head.headers();
    }

    /** Returns the received body, with chunks joined; empty if the behaviour does not read it. */
    public byte[] body() {
        return body.clone();
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns false if the sender closed the connection within the body, or the behaviour did not read it. */
    public boolean complete() {
        return complete;
    }

    /** Returns when its head had arrived, by the wall clock. */
    public Instant arrivedAt() {
        return head.arrivedAt();
    }

    /** Returns when its head had arrived, by {@link System#nanoTime}. */
    public long arrivedNanos() {
        return head.arrivedNanos();
    }

    @Override
    public String toString() {
        return method() + " " + target() + " on connection " + connection + " at " + arrivedAt();
    }
}
