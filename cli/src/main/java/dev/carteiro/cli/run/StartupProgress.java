package dev.carteiro.cli.run;

import java.io.PrintWriter;
import java.util.Locale;

/** Says what has been started, one aligned line each. Safe for any thread. */
public final class StartupProgress {
    private static final int DEFAULT_KAFKA_PORT = 9092;

    private final PrintWriter out;
    private final long began = System.nanoTime();

    public StartupProgress(PrintWriter out) {
        this.out = out;
    }

    public void step(String part, String state) {
        print(String.format(Locale.ROOT, "  %-11s %-34s %5.1f s", part, state, seconds()).stripTrailing());
    }

    /** Something that a person who waits should know. */
    public void note(String part, String text) {
        print(String.format(Locale.ROOT, "  %-11s %s", part, text));
    }

    /** The one line that says everything serves. */
    public void ready(String name, String addresses) {
        print(String.format(Locale.ROOT, "%s is ready: %s (%.1f s)", name, addresses, seconds()));
    }

    /** What a person may do now, in another terminal. */
    public void next(int kafkaPort) {
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
        return (System.nanoTime() - began) / 1e9;
    }
}
