package dev.carteiro.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.checker.defect.Defect;
import dev.carteiro.checker.run.CheckerRun;
import dev.carteiro.checker.run.RunSettings;
import dev.carteiro.cli.run.TemporaryDirectories;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Short runs of the checker. */
class CheckerIT {
    private record CommandResult(boolean passed, String lastLine, String printed) {
    }

    private static CommandResult run(long seed, Duration faults, @Nullable Defect defect) throws Exception {
        StringWriter printed = new StringWriter();
        boolean passed = CheckerRun.of(new RunSettings(seed, faults, defect, false), new PrintWriter(printed, true));
        return new CommandResult(passed, printed.toString().lines().toList().getLast(), printed.toString());
    }

    @Test
    void everyInvariantHoldsThroughAMinuteOfFaults() throws Exception {
        CommandResult ended = run(11, Duration.ofSeconds(50), null);
        assertThat(ended.lastLine()).as(ended.printed())
                .isEqualTo("check passed: every invariant holds; seed 11");
        assertThat(ended.passed()).isTrue();
    }

    @Test
    void findsAForkedRetryChain() throws Exception {
        CommandResult ended = run(12, Duration.ZERO, Defect.FORK);
        assertThat(ended.lastLine()).as(ended.printed()).startsWith("check failed: ")
                .contains("4 (no unexplained repeat)", "seed 12, with defect fork; evidence in ");
        assertThat(ended.passed()).isFalse();
        // The evidence of an expected failure is not needed.
        TemporaryDirectories.delete(Path.of(ended.lastLine().substring(ended.lastLine().lastIndexOf(' ') + 1)));
    }
}
