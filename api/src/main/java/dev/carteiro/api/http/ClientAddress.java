package dev.carteiro.api.http;

import dev.carteiro.runtime.server.ClientNetwork;
import dev.carteiro.schemas.targeturl.Cidr;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request comes from, as far as it can be told. Immutable.
 *
 * <p>It is the other end of the connection, unless that is one of the operator's proxies: then the last address in
 * {@code X-Forwarded-For} that is no such proxy itself. What stands before it anybody may have written, and where there are
 * no proxies, all of it.
 */
final class ClientAddress {
    private final List<Cidr> proxies;

    ClientAddress(List<Cidr> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    /**
     * @param peer of the connection, an IPv6 address in brackets or not
     * @param forwarded the values of {@code X-Forwarded-For}, one for each time it is there
     * @return the same for all addresses of one client
     */
    String of(String peer, List<String> forwarded) {
        InetAddress address = parse(withoutPort(peer));
        if (address == null) {
            return "";
        }
        return ClientNetwork.of(isProxy(address) ? client(address, forwarded) : address);
    }

    /** @param peer where nothing can be told */
    private InetAddress client(InetAddress peer, List<String> forwarded) {
        List<String> hops = new ArrayList<>(Arrays.asList(String.join(",", forwarded).split(",")));
        Collections.reverse(hops);
        InetAddress last = peer;
        for (String hop : hops) {
            InetAddress address = parse(withoutPort(hop.strip()));
            if (address == null) {
                return last;
            }
            last = address;
            if (!isProxy(address)) {
                return address;
            }
        }
        return last;
    }

    private boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(proxy -> proxy.contains(address));
    }

    /** {@code 192.0.2.1:4711} and {@code [2001:db8::1]:4711}, as some proxies write it. */
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            return end < 0 ? hop : hop.substring(1, end);
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }

    private static @Nullable InetAddress parse(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
