package dev.carteiro.checker.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedDrainTest {
    private final Invariant invariant = new BoundedDrain();

    @Test
    void holdsIfEverythingIsProcessed() {
        assertThat(RunHistoryBuilder.valid().violationsOf(invariant)).isEmpty();
    }

    @Test
    void unprocessedRecordsViolateIt() {
        assertThat(RunHistoryBuilder.valid().notDrained("3 records in 1 partition").violationsOf(invariant))
                .containsExactly("- -: not drained after 120 s: 3 records in 1 partition");
    }
}
