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
 * Determines the client address of a request. Immutable.
 *
 * <p>It is the connection's peer, unless that is one of the operator's proxies. Then it is the last address in
 * {@code X-Forwarded-For} that is not a proxy. Addresses before that one may be forged, and so may the whole header if
 * no proxies are set.
 */
final class ClientAddress {
    private final List<Cidr> proxies;

    ClientAddress(List<Cidr> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    /**
     * Returns the client's address.
     *
     * @param peer the connection's peer; an IPv6 address may have brackets
     * @param forwarded the values of all {@code X-Forwarded-For} headers
     * @return the same text for all addresses of one client
     */
    String of(String peer, List<String> forwarded) {
        InetAddress address = parse(withoutPort(peer));
        if (address == null) {
            return "";
        }
        return ClientNetwork.of(isProxy(address) ? client(address, forwarded) : address);
    }

    /**
     * Finds the client in the headers of a proxy.
     *
     * @param peer is returned if the headers name no client
     */
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

    /** Removes the port that some proxies write: {@code 192.0.2.1:4711}, {@code [2001:db8::1]:4711}. */
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
