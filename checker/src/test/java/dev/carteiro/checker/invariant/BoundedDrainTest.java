package dev.carteiro.checker.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedDrainTest {
    private final Invariant invariant = new BoundedDrain();

    @Test
    void holdsWhereEverythingCameToRest() {
        assertThat(RunHistoryBuilder.good().seenBy(invariant)).isEmpty();
    }

    @Test
    void whatDidNotComeToRestViolatesIt() {
        assertThat(RunHistoryBuilder.good().notDrained("3 records in 1 partition").seenBy(invariant))
                .containsExactly("- -: not at rest after 120 s: 3 records in 1 partition");
    }
}
