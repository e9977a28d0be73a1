package dev.carteiro.cli.run;

import java.io.PrintWriter;
import java.util.Locale;

/** Says what has been started, one aligned line each. Safe for any thread. */
public final class Progress {
    private final PrintWriter out;
    private final long began = System.nanoTime();

    public Progress(PrintWriter out) {
        this.out = out;
    }

    public void step(String part, String state) {
        print(String.format(Locale.ROOT, "  %-11s %-34s %5.1f s", part, state, seconds()).stripTrailing());
    }

    /** The one line that says everything serves. */
    public void ready(String name, String addresses) {
        print(String.format(Locale.ROOT, "%s is ready: %s (%.1f s)", name, addresses, seconds()));
    }

    private synchronized void print(String line) {
        out.println(line);
        out.flush();
    }

    private double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }
}
