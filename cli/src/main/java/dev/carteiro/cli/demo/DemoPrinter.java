package dev.carteiro.cli.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** Prints events of the demo in aligned columns: time, kind, subject, details. Used by one thread. */
final class DemoPrinter {
    private final PrintWriter out;
    private final long startNanos = System.nanoTime();

    DemoPrinter(PrintWriter out) {
        this.out = out;
    }

    void print(String kind, String subject, String details) {
        out.printf(Locale.ROOT, "  %6.2f s  %-12s  %-20s  %s%n", seconds(), kind, subject, details);
        out.flush();
    }

    void printLine(String text) {
        out.println(text);
        out.flush();
    }

    double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
