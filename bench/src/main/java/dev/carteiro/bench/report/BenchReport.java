package dev.carteiro.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the figures as Markdown. Immutable. */
public final class BenchReport {
    private final BenchMachine machine;
    private final List<Figure> figures;

    public BenchReport(BenchMachine machine, List<Figure> figures) {
        this.machine = machine;
        this.figures = List.copyOf(figures);
    }

    /** Returns the table, which is readable on a terminal as well. */
    public String table() {
        return figures.stream().map(figure -> "| " + String.join(" | ", figure.scenario(), figure.what(),
                "**" + figure.result() + "**", figure.goal(), figure.standing().text(), figure.context()) + " |\n")
                .collect(Collectors.joining("",
                        "| scenario | measured | result | goal | | context |\n|---|---|---|---|---|---|\n", ""));
    }

    public void write(Path file) throws IOException {
        Files.writeString(file,
                """
                        # Benchmark report

                        Written by `./carteiro bench`. Ratios compare two variants that ran in turn (A B A B) on the same broker and
                        receiver, pair by pair. The table shows the median, with the minimum and the maximum. If rounds disagree on which
                        variant is larger, the difference is within the noise. Another run may give a ratio that differs by a tenth, or by
                        a third for p99 and matching: processes of the same build differ more than rounds do. All processes share the
                        machine's processors.

                        %s
                        %s%s
                        """
                        .formatted(table(), missed(), machine.describe()),
                StandardCharsets.UTF_8);
    }

    private String missed() {
        String scenarios = figures.stream().filter(figure -> figure.standing() == Goal.GoalStatus.MISSED)
                .map(Figure::scenario).distinct().map(scenario -> "`" + scenario + "`")
                .collect(Collectors.joining(", "));
        return scenarios.isEmpty()
                ? ""
                : "Goals were missed by " + scenarios + ": for the reasons see"
                        + " [performance.md](../docs/performance.md#goals-that-are-missed-and-where-the-time-goes).\n\n";
    }
}
