package dev.carteiro.checker.run;

import java.io.PrintWriter;
import java.util.Locale;

/** Prints the progress, and keeps a copy of it as evidence. Thread-safe. */
public final class Console {
    private final PrintWriter out;
    private final PrintWriter kept;
    private final long beganNanos = System.nanoTime();

    Console(PrintWriter out, PrintWriter kept) {
        this.out = out;
        this.kept = kept;
    }

    /** Prints a step with the seconds since the start. */
    public void step(String what) {
        line(String.format(Locale.ROOT, "%7.1f s  %s", (System.nanoTime() - beganNanos) / 1e9, what));
    }

    synchronized void line(String line) {
        out.println(line);
        out.flush();
        kept.println(line);
        kept.flush();
    }
}
