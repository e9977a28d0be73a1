package dev.carteiro.runtime.http;

import java.time.Duration;

/**
 * Limits for outbound connections. Immutable.
 *
 * @param connectTimeout for each address of a name; the addresses are tried in parallel
 * @param callTimeout for a whole call, from the look-up of the name to the last byte of the body; the default for callers that
 *     do not set their own ({@code call.timeout().timeout(...)})
 * @param maxIdleConnections maximum of open connections without a call, over all targets
 * @param keepAlive maximum time that an idle connection stays open
 */
public record ConnectionSettings(Duration connectTimeout, Duration callTimeout, int maxIdleConnections,
        Duration keepAlive) {
    private static final Duration MAX_DURATION = Duration.ofHours(1);

    /** Suitable for receivers on the internet. */
    public static final ConnectionSettings DEFAULT = new ConnectionSettings(Duration.ofSeconds(3),
            Duration.ofSeconds(30), 1_024, Duration.ofSeconds(30));

    public ConnectionSettings {
        check("connectTimeout", connectTimeout);
        check("callTimeout", callTimeout);
        check("keepAlive", keepAlive);
        if (maxIdleConnections < 0) {
            throw new IllegalArgumentException("maxIdleConnections is " + maxIdleConnections + ": use 0 or more");
        }
    }

    private static void check(String name, Duration value) {
        if (value.toMillis() < 1 || value.compareTo(MAX_DURATION) > 0) {
            throw new IllegalArgumentException(name + " is " + value.toMillis() + " ms: use 1ms to 1h");
        }
    }
}
