package dev.carteiro.testkit.receiver;

import java.time.Instant;

/** The request line and headers, and the time of their arrival. */
record RequestHead(String method, String target, Headers headers, Instant arrivedAt, long arrivedNanos) {
    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    boolean isChunked() {
        return headers.contains("transfer-encoding", "chunked");
    }

    int contentLength() {
        String length = headers.first("content-length");
        return length == null ? 0 : Integer.parseInt(length);
    }

    boolean isLastOnItsConnection() {
        return headers.contains("connection", "close");
    }
}
