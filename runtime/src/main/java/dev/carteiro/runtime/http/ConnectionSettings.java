package dev.carteiro.runtime.http;

import java.time.Duration;

/**
 * How outbound connections are made and kept. Immutable.
 *
 * @param connectTimeout for each address of a name, which are tried side by side
 * @param callTimeout for a whole call, from the look-up of the name to the last byte of the body; what a caller gets
 *     that does not set its own ({@code call.timeout().timeout(...)})
 * @param maxIdleConnections how many connections are kept open without a call, to all targets together
 * @param keepAlive how long such a connection is kept
 */
public record ConnectionSettings(Duration connectTimeout, Duration callTimeout, int maxIdleConnections,
        Duration keepAlive) {
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Fit for receivers on the internet. */
    public static final ConnectionSettings DEFAULT = new ConnectionSettings(Duration.ofSeconds(3),
            Duration.ofSeconds(30), 1_024, Duration.ofSeconds(30));

    public ConnectionSettings {
        check("connectTimeout", connectTimeout);
        check("callTimeout", callTimeout);
        check("keepAlive", keepAlive);
        if (maxIdleConnections < 0) {
            throw new IllegalArgumentException("maxIdleConnections is " + maxIdleConnections + ": write 0 or more");
        }
    }

    private static void check(String name, Duration value) {
        if (value.toMillis() < 1 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is " + value.toMillis() + " ms: write 1ms to 1h");
        }
    }
}
