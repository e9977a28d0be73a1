package dev.carteiro.api.http;

import dev.carteiro.schemas.target.Cidr;
import java.time.Duration;
import java.util.List;

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
 * @param badTokensPerSecond from one address before further ones from there are not looked at; twice as many at once
 * @param proxies whose {@code X-Forwarded-For} is believed, so that one address is one client
 */
public record HttpLimits(int bodyBytes, int headBytes, Duration headTime, Duration bodyTime, Duration idle,
        int connections, int perSecond, int badTokensPerSecond, List<Cidr> proxies) {
    public static final HttpLimits DEFAULT = new HttpLimits(64 * 1024, 16 * 1024, Duration.ofSeconds(10),
            Duration.ofSeconds(10), Duration.ofSeconds(15), 2_000, 2_000, 20, List.of());

    public HttpLimits {
        proxies = List.copyOf(proxies);
    }

    public HttpLimits withPerSecond(int other) {
        return new HttpLimits(bodyBytes, headBytes, headTime, bodyTime, idle, connections, other, badTokensPerSecond,
                proxies);
    }

    public HttpLimits withConnections(int other) {
        return new HttpLimits(bodyBytes, headBytes, headTime, bodyTime, idle, other, perSecond, badTokensPerSecond,
                proxies);
    }

    public HttpLimits withBodyBytes(int other) {
        return new HttpLimits(other, headBytes, headTime, bodyTime, idle, connections, perSecond, badTokensPerSecond,
                proxies);
    }

    /** Shorter or longer waits for slow clients. */
    public HttpLimits withTimes(Duration head, Duration body, Duration otherIdle) {
        return new HttpLimits(bodyBytes, headBytes, head, body, otherIdle, connections, perSecond, badTokensPerSecond,
                proxies);
    }

    public HttpLimits withBadTokensPerSecond(int other) {
        return new HttpLimits(bodyBytes, headBytes, headTime, bodyTime, idle, connections, perSecond, other, proxies);
    }

    public HttpLimits behind(List<Cidr> others) {
        return new HttpLimits(bodyBytes, headBytes, headTime, bodyTime, idle, connections, perSecond,
                badTokensPerSecond, others);
    }
}
