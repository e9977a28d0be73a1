package dev.carteiro.cli.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** Writes what happens in aligned columns: when, what, to whom, how. Used by one thread. */
final class DemoPrinter {
    private final PrintWriter out;
    private final long began = System.nanoTime();

    DemoPrinter(PrintWriter out) {
        this.out = out;
    }

    void tell(String what, String whom, String how) {
        out.printf(Locale.ROOT, "  %6.2f s  %-12s  %-20s  %s%n", seconds(), what, whom, how);
        out.flush();
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }
}
