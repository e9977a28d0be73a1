package dev.carteiro.api.http;

import dev.carteiro.runtime.server.ConnectionLimits;
import dev.carteiro.schemas.targeturl.Cidr;
import java.time.Duration;
import java.util.List;

/**
 * What one client may cost. Immutable.
 *
 * @param bodyBytes of a request
 * @param headBytes of request line and headers
 * @param bodyTime from the headers to the body's last byte
 * @param idle without a byte in either direction, also between requests
 * @param connections how many there may be, from whom, and how long heads and whole requests may take
 * @param perSecond requests with one token; twice as many at once after a rest
 * @param badTokensPerSecond from one address before further ones from there are not looked at; twice as many at once
 */
public record HttpLimits(int bodyBytes, int headBytes, Duration bodyTime, Duration idle, ConnectionLimits connections,
        int perSecond, int badTokensPerSecond) {
    public static final HttpLimits DEFAULT = new HttpLimits(64 * 1024, 16 * 1024, Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            new ConnectionLimits(2_000, 500, Duration.ofSeconds(10), Duration.ofMinutes(2), List.of()), 2_000, 20);

    public HttpLimits withPerSecond(int other) {
        return new HttpLimits(bodyBytes, headBytes, bodyTime, idle, connections, other, badTokensPerSecond);
    }

    /** @param perAddress those of one address */
    public HttpLimits withConnections(int total, int perAddress) {
        return with(new ConnectionLimits(total, perAddress, connections.head(), connections.request(),
                connections.proxies()));
    }

    public HttpLimits withBodyBytes(int other) {
        return new HttpLimits(other, headBytes, bodyTime, idle, connections, perSecond, badTokensPerSecond);
    }

    /** Shorter or longer waits for slow clients. */
    public HttpLimits withTimes(Duration head, Duration body, Duration otherIdle, Duration request) {
        return new HttpLimits(bodyBytes, headBytes, body, otherIdle, new ConnectionLimits(connections.total(),
                connections.perAddress(), head, request, connections.proxies()), perSecond, badTokensPerSecond);
    }

    public HttpLimits withBadTokensPerSecond(int other) {
        return new HttpLimits(bodyBytes, headBytes, bodyTime, idle, connections, perSecond, other);
    }

    /** @param others proxies whose {@code X-Forwarded-For} is believed, and whose connections are those of many clients */
    public HttpLimits behind(List<Cidr> others) {
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
