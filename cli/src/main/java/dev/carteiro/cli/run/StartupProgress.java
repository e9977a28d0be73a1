package dev.carteiro.cli.run;

import java.io.PrintWriter;
import java.util.Locale;

/** Prints the started parts, in one aligned line each. Thread-safe. */
public final class StartupProgress {
    private static final int DEFAULT_KAFKA_PORT = 9092;

    private final PrintWriter out;
    private final long startNanos = System.nanoTime();

    public StartupProgress(PrintWriter out) {
        this.out = out;
    }

    public void printStep(String part, String state) {
        print(String.format(Locale.ROOT, "  %-11s %-34s %5.1f s", part, state, seconds()).stripTrailing());
    }

    /** Prints information about a part that takes longer. */
    public void printNote(String part, String text) {
        print(String.format(Locale.ROOT, "  %-11s %s", part, text));
    }

    /** Prints the line that declares everything ready. */
    public void printReady(String name, String addresses) {
        print(String.format(Locale.ROOT, "%s is ready: %s (%.1f s)", name, addresses, seconds()));
    }

    /** Prints commands to try next, in other terminals. */
    public void printNextCommands(int kafkaPort) {
        String cluster = kafkaPort == DEFAULT_KAFKA_PORT ? "" : " --bootstrap-servers localhost:" + kafkaPort;
        print("  to see a webhook, in two other terminals:");
        print("    carteiro listen --event 'person.*'" + cluster);
        print("    carteiro trigger person.created" + cluster);
    }

    private synchronized void print(String line) {
        out.println(line);
        out.flush();
    }

    private double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
