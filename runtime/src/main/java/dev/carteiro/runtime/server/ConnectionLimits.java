package dev.carteiro.runtime.server;

import dev.carteiro.schemas.targeturl.Cidr;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * Limits for the connections of a server. Immutable.
 *
 * @param total concurrent connections of all clients
 * @param perAddress concurrent connections of one address; an IPv6 address counts as its /64
 * @param head time from a request's first byte to the end of its headers
 * @param request time from there to the last byte of the response
 * @param proxies networks whose connections carry many clients, and count only towards the total
 */
public record ConnectionLimits(int total, int perAddress, Duration head, Duration request, List<Cidr> proxies) {
    public ConnectionLimits {
        proxies = List.copyOf(proxies);
    }

    boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(proxy -> proxy.contains(address));
    }
}
