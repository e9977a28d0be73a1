package dev.carteiro.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.lane.Budget.Charge;
import dev.carteiro.dispatcher.lane.Budget.Kind;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private final DispatcherMetrics metrics = new DispatcherMetrics(new SimpleMeterRegistry());
    private final Budget budget = new Budget(160, 16_000, metrics);

    @Test
    void allPursesTogetherHoldNoMoreThanTheLaneMay() {
        for (Kind kind : Kind.values()) {
            fill(kind);
        }

        assertThat(metrics.inMemory()).hasValue(160);
    }

    @Test
    void aFullPurseTakesNothingFromAnother() {
        fill(Kind.DOUBTFUL);
        fill(Kind.PROBING);
        fill(Kind.PASSING);

        assertThat(budget.isFull(Kind.HEALTHY)).isFalse();
        assertThat(budget.hasRoomAgain()).isTrue();
    }

    @Test
    void isFullOfBytesToo() {
        Charge charge = budget.take(Kind.PASSING, 1_000);

        assertThat(budget.isFull(Kind.PASSING)).isTrue();
        budget.giveBack(charge);
        assertThat(budget.isFull(Kind.PASSING)).isFalse();
        assertThat(metrics.inMemory()).hasValue(0);
    }

    private void fill(Kind kind) {
        while (!budget.isFull(kind)) {
            budget.take(kind, 0);
        }
    }
}
