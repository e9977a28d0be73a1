package dev.carteiro.runtime.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Maps addresses to clients. Stateless.
 *
 * <p>An IPv6 address counts as its /64 network, because a client with one address usually has the whole network. The JDK returns an
 * IPv4-mapped IPv6 address as an IPv4 address.
 */
public final class ClientNetwork {
    private static final int NETWORK_BYTES = 8;

    private ClientNetwork() {
    }

    /** Returns a key that is the same for all addresses of one client. */
    public static String of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        return Arrays.toString(bytes);
    }
}
