package dev.carteiro.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {
    @TempDir
    private Path directory;

    @Test
    void namesTheScenariosThatMissedAGoal() throws Exception {
        Figure missed = Figure.of("router", "rate", 0.5, "0.5", "a context", Goal.atLeast(0.8));
        Figure reached = Figure.of("dispatch", "rate", 1.5, "1.5", "a context", Goal.atLeast(1.25));
        assertThat(written(List.of(missed, missed, reached))).contains("Goals were missed by `router`: for");
        assertThat(written(List.of(reached))).doesNotContain("missed");
    }

    private String written(List<Figure> figures) throws Exception {
        Path file = directory.resolve("report.md");
        new BenchReport(BenchMachine.here(), figures).write(file);
        return Files.readString(file);
    }
}
