package dev.carteiro.cli.subscription;

import dev.carteiro.schemas.time.Durations;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Whether and how long to wait for the registrar. Filled by picocli. */
final class WaitOptions {
    @Option(names = "--no-wait", description = "Return when it is written, without knowing whether it is accepted.")
    private boolean noWait;

    @Option(names = "--wait", paramLabel = "DURATION", defaultValue = "10s", description = "How long to wait for the router; ${DEFAULT-VALUE} by default.")
    private String wait = "10s";

    boolean waits() {
        return !noWait;
    }

    Duration atMost() {
        return Durations.parse(wait);
    }
}
