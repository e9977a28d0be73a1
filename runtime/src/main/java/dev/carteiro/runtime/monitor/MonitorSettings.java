package dev.carteiro.runtime.monitor;

import dev.carteiro.runtime.server.ConnectionLimits;
import dev.carteiro.schemas.targeturl.Cidr;
import java.time.Duration;
import java.util.List;

/**
 * What the monitor is told. Immutable.
 *
 * @param host where to listen, a name or an address of this machine; 0.0.0.0 or :: for all of them
 * @param port 0 for any free one
 * @param adminFrom networks of the clients that may see the pages below {@code /admin/}
 * @param connections at the same time, over all clients and from one address, and how long a request may take
 */
public record MonitorSettings(String host, int port, List<Cidr> adminFrom, ConnectionLimits connections) {
    /** This machine. */
    public static final List<Cidr> LOOPBACK = List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("::1/128"));

    public static final int CONNECTIONS = 200;
    public static final int CONNECTIONS_PER_ADDRESS = 20;

    private static final Duration HEAD = Duration.ofSeconds(5);
    private static final Duration REQUEST = Duration.ofSeconds(30);

    public MonitorSettings {
        adminFrom = List.copyOf(adminFrom);
    }

    /** With the defaults for everything else. */
    public static MonitorSettings at(String host, int port) {
        return new MonitorSettings(host, port, LOOPBACK, limits(CONNECTIONS, CONNECTIONS_PER_ADDRESS));
    }

    public static ConnectionLimits limits(int total, int perAddress) {
        return new ConnectionLimits(total, perAddress, HEAD, REQUEST, List.of());
    }
}
