package dev.carteiro.runtime.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Which addresses are one client. Stateless.
 *
 * <p>An IPv6 address stands for its network of 64 bits: whoever has one has all of them. An IPv4 address that is written as an
 * IPv6 one is an IPv4 address already when the JDK hands it out.
 */
public final class ClientNetwork {
    private static final int NETWORK_BYTES = 8;

    private ClientNetwork() {
    }

    /** A key that is the same for all addresses of one client. */
    public static String of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        return Arrays.toString(bytes);
    }
}
