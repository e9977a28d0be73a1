package dev.carteiro.runtime.server;

import dev.carteiro.schemas.targeturl.Cidr;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * What the connections of a server may cost. Immutable.
 *
 * @param total connections at the same time, over all clients
 * @param perAddress connections at the same time from one address; an IPv6 address stands for its /64
 * @param head from a request's first byte to the end of its headers
 * @param request from there to the last byte of the response
 * @param proxies whose connections are those of many clients, and count for the total alone
 */
public record ConnectionLimits(int total, int perAddress, Duration head, Duration request, List<Cidr> proxies) {
    public ConnectionLimits {
        proxies = List.copyOf(proxies);
    }

    boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(proxy -> proxy.contains(address));
    }
}
