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

    @Test
    void leavesHalfOfTheHealthyPurseToThoseThatAreKnown() {
        Budget small = new Budget(16, 1_000, metrics);
        for (int i = 0; i < 4; i++) {
            assertThat(small.isHalfEmpty()).isTrue();
            small.take(Kind.HEALTHY, 1);
        }
        assertThat(small.isHalfEmpty()).isFalse();
        assertThat(small.isFull(Kind.HEALTHY)).isFalse();
    }

    private void fill(Kind kind) {
        while (!budget.isFull(kind)) {
            budget.take(kind, 0);
        }
    }
}
