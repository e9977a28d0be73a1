package dev.carteiro.api.http;

import java.time.Duration;

/**
 * What one client may cost. Immutable.
 *
 * @param bodyBytes of a request
 * @param headBytes of request line and headers
 * @param headTime from a request's first byte to the end of its headers
 * @param bodyTime from the headers to the body's last byte
 * @param idle without a byte in either direction, also between requests
 * @param connections at the same time, over all clients
 * @param perSecond requests with one token; twice as many at once after a rest
 */
public record HttpLimits(int bodyBytes, int headBytes, Duration headTime, Duration bodyTime, Duration idle,
        int connections, int perSecond) {
    public static final HttpLimits DEFAULT = new HttpLimits(64 * 1024, 16 * 1024, Duration.ofSeconds(10),
            Duration.ofSeconds(10), Duration.ofSeconds(15), 2_000, 2_000);

    public HttpLimits withPerSecond(int other) {
        return new HttpLimits(bodyBytes, headBytes, headTime, bodyTime, idle, connections, other);
    }

    public HttpLimits withConnections(int other) {
        return new HttpLimits(bodyBytes, headBytes, headTime, bodyTime, idle, other, perSecond);
    }

    public HttpLimits withBodyBytes(int other) {
        return new HttpLimits(other, headBytes, headTime, bodyTime, idle, connections, perSecond);
    }

    /** Shorter or longer waits for slow clients. */
    public HttpLimits withTimes(Duration head, Duration body, Duration otherIdle) {
        return new HttpLimits(bodyBytes, headBytes, head, body, otherIdle, connections, perSecond);
    }
}
