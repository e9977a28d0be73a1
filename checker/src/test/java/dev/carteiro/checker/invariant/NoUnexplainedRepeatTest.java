package dev.carteiro.checker.invariant;

import static dev.carteiro.checker.invariant.RunHistoryBuilder.HOOK;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoUnexplainedRepeatTest {
    private static final String REPEATED = "evt_1 crm: attempt 1 was requested at 2026-01-01T12:00:00.100Z and again at"
            + " 2026-01-01T12:00:30Z, and no fault explains it";

    private final Invariant invariant = new NoUnexplainedRepeat();

    /** Repeats attempt 1 of event 1 after half a minute. */
    private static RunHistoryBuilder repeated() {
        return RunHistoryBuilder.valid().request(1, HOOK, 1, 30, 200);
    }

    @Test
    void holdsWithoutRepeats() {
        assertThat(RunHistoryBuilder.valid().violationsOf(invariant)).isEmpty();
    }

    @Test
    void aRepeatWithoutAFaultViolatesIt() {
        assertThat(repeated().violationsOf(invariant)).containsExactly(REPEATED);
    }

    @Test
    void aFaultExplainsARequestThatWasInFlightOrUncommittedWhenItBegan() {
        assertThat(repeated().disturbed(5, 20).violationsOf(invariant)).isEmpty();
        // The subscription's timeout of 2 s, and a transaction's maximum of 10 s.
        assertThat(repeated().disturbed(12.1, 20).violationsOf(invariant)).isEmpty();
        assertThat(repeated().disturbed(12.101, 20).violationsOf(invariant)).containsExactly(REPEATED);
    }

    @Test
    void aFaultThatWasOverBeforeExplainsNothing() {
        assertThat(repeated().disturbed(-20, 0.1).violationsOf(invariant)).isEmpty();
        assertThat(repeated().disturbed(-20, 0.099).violationsOf(invariant)).containsExactly(REPEATED);
    }

    @Test
    void aFaultThatCameAfterTheRepeatExplainsNothing() {
        RunHistoryBuilder soon = RunHistoryBuilder.valid().request(1, HOOK, 1, 0.2, 200).disturbed(3, 20);
        assertThat(soon.violationsOf(invariant)).containsExactly("evt_1 crm: attempt 1 was requested at"
                + " 2026-01-01T12:00:00.100Z and again at 2026-01-01T12:00:00.200Z, and no fault explains it");
    }

    @Test
    void noFaultExplainsASecondCommit() {
        assertThat(RunHistoryBuilder.valid().disturbed(0, 60).attempt(1, HOOK, 1, 0.2, null).violationsOf(invariant))
                .containsExactly("evt_1 crm: attempt 1 was committed 2 times");
    }
}
