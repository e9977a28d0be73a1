package dev.carteiro.runtime.monitor;

import dev.carteiro.runtime.server.ConnectionLimits;
import dev.carteiro.schemas.targeturl.Cidr;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the monitor server. Immutable.
 *
 * @param host the name or address of this machine to listen on; 0.0.0.0 or :: for all
 * @param port 0 for any free port
 * @param adminFrom networks of the clients that may see the pages below {@code /admin/}
 * @param connections limits for connections and for the duration of a request
 */
public record MonitorSettings(String host, int port, List<Cidr> adminFrom, ConnectionLimits connections) {
    /** The machine itself. */
    public static final List<Cidr> LOOPBACK = List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("::1/128"));

    public static final int CONNECTIONS = 200;
    public static final int CONNECTIONS_PER_ADDRESS = 20;

    private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    public MonitorSettings {
        adminFrom = List.copyOf(adminFrom);
    }

    /** Uses the defaults for everything else. */
    public static MonitorSettings at(String host, int port) {
        return new MonitorSettings(host, port, LOOPBACK, limits(CONNECTIONS, CONNECTIONS_PER_ADDRESS));
    }

    public static ConnectionLimits limits(int total, int perAddress) {
        return new ConnectionLimits(total, perAddress, HEAD_TIMEOUT, REQUEST_TIMEOUT, List.of());
    }
}
