package dev.carteiro.cli.subscription;

import dev.carteiro.schemas.time.Durations;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options for waiting for the registrar. Filled by picocli. */
final class WaitOptions {
    @Option(names = "--no-wait", description = "Return as soon as it is written, without waiting for the router.")
    private boolean noWait;

    @Option(names = "--wait", paramLabel = "DURATION", defaultValue = "10s", description = "The time to wait for the router; ${DEFAULT-VALUE} by default.")
    private String wait = "10s";

    boolean waits() {
        return !noWait;
    }

    Duration atMost() {
        return Durations.parse(wait);
    }
}
