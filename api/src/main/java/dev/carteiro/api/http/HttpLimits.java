package dev.carteiro.api.http;

import dev.carteiro.runtime.server.ConnectionLimits;
import dev.carteiro.schemas.targeturl.Cidr;
import java.time.Duration;
import java.util.List;

/**
 * Limits on what one client may use. Immutable.
 *
 * @param bodyBytes maximum size of a request body
 * @param headBytes maximum size of request line and headers
 * @param bodyTime maximum time from the headers to the body's last byte
 * @param idle maximum time without a byte in either direction, also between requests
 * @param connections limits on connections, and on the time of heads and whole requests
 * @param perSecond requests with one token; the burst is twice that
 * @param badTokensPerSecond invalid tokens from one address before further ones are not checked; the burst is twice
 * that
 */
public record HttpLimits(int bodyBytes, int headBytes, Duration bodyTime, Duration idle, ConnectionLimits connections,
        int perSecond, int badTokensPerSecond) {
    public static final HttpLimits DEFAULT = new HttpLimits(64 * 1024, 16 * 1024, Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            new ConnectionLimits(2_000, 500, Duration.ofSeconds(10), Duration.ofMinutes(2), List.of()), 2_000, 20);

    public HttpLimits withPerSecond(int other) {
        return new HttpLimits(bodyBytes, headBytes, bodyTime, idle, connections, other, badTokensPerSecond);
    }

    /**
     * Returns limits with other numbers of connections.
     *
     * @param perAddress connections from one address
     */
    public HttpLimits withConnections(int total, int perAddress) {
        return with(new ConnectionLimits(total, perAddress, connections.head(), connections.request(),
                connections.proxies()));
    }

    public HttpLimits withBodyBytes(int other) {
        return new HttpLimits(other, headBytes, bodyTime, idle, connections, perSecond, badTokensPerSecond);
    }

    /** Returns limits with other timeouts for slow clients. */
    public HttpLimits withTimes(Duration head, Duration body, Duration otherIdle, Duration request) {
        return new HttpLimits(bodyBytes, headBytes, body, otherIdle, new ConnectionLimits(connections.total(),
                connections.perAddress(), head, request, connections.proxies()), perSecond, badTokensPerSecond);
    }

    public HttpLimits withBadTokensPerSecond(int other) {
        return new HttpLimits(bodyBytes, headBytes, bodyTime, idle, connections, perSecond, other);
    }

    /**
     * Returns limits with trusted proxies.
     *
     * @param others proxies whose {@code X-Forwarded-For} is used, and whose connections serve many clients
     */
    public HttpLimits withProxies(List<Cidr> others) {
        return with(new ConnectionLimits(connections.total(), connections.perAddress(), connections.head(),
                connections.request(), others));
    }

    List<Cidr> proxies() {
        return connections.proxies();
    }

    private HttpLimits with(ConnectionLimits others) {
        return new HttpLimits(bodyBytes, headBytes, bodyTime, idle, others, perSecond, badTokensPerSecond);
    }
}
