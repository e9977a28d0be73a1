package dev.carteiro.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.checker.defect.Defect;
import dev.carteiro.checker.run.Run;
import dev.carteiro.checker.run.RunSettings;
import dev.carteiro.cli.run.Scratch;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Runs of the checker, as short as they can be and say something. */
class CheckerIT {
    private record Ended(boolean passed, String lastLine, String printed) {
    }

    private static Ended run(long seed, Duration faults, @Nullable Defect defect) throws Exception {
        StringWriter printed = new StringWriter();
        boolean passed = Run.of(new RunSettings(seed, faults, defect, false), new PrintWriter(printed, true));
        return new Ended(passed, printed.toString().lines().toList().getLast(), printed.toString());
    }

    @Test
    void everyInvariantHoldsThroughAMinuteOfFaults() throws Exception {
        Ended ended = run(11, Duration.ofSeconds(50), null);
        assertThat(ended.lastLine()).as(ended.printed())
                .isEqualTo("check passed: every invariant holds; seed 11");
        assertThat(ended.passed()).isTrue();
    }

    @Test
    void aForkedRetryChainIsFoundAndNamed() throws Exception {
        Ended ended = run(12, Duration.ZERO, Defect.FORK);
        assertThat(ended.lastLine()).as(ended.printed()).startsWith("check failed: ")
                .contains("4 (no unexplained repeat)", "seed 12, with defect fork; evidence in ");
        assertThat(ended.passed()).isFalse();
        // What a failure leaves behind is worth looking at only where it was not wanted.
        Scratch.delete(Path.of(ended.lastLine().substring(ended.lastLine().lastIndexOf(' ') + 1)));
    }
}
