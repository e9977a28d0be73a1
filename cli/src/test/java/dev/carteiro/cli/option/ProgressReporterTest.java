package dev.carteiro.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.testkit.time.ManualTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressReporterTest {
    @Test
    void reportsAfterOneSecondAndThenEveryFiveSeconds() {
        ManualTime time = ManualTime.startingAt("2025-02-10T15:30:50Z");
        StringWriter err = new StringWriter();
        ProgressReporter reporter = new ProgressReporter(new PrintWriter(err), time.nanoClock());

        for (int i = 0; i < 120; i++) {
            String progress = i + " done";
            reporter.report(() -> progress);
            time.advance(Duration.ofMillis(100));
        }

        assertThat(err).hasToString("carteiro: 10 done\ncarteiro: 60 done\ncarteiro: 110 done\n");
    }

    @Test
    void theTimeBeforeTheFirstStepDoesNotCount() {
        ManualTime time = ManualTime.startingAt("2025-02-10T15:30:50Z");
        StringWriter err = new StringWriter();
        ProgressReporter reporter = new ProgressReporter(new PrintWriter(err), time.nanoClock());

        time.advance(Duration.ofSeconds(10));
        reporter.report(() -> "0 done");

        assertThat(err).hasToString("");
    }
}
