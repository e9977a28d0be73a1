package dev.carteiro.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.admission.PoolKind;
import dev.carteiro.dispatcher.lane.MemoryBudget.Charge;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private final DispatcherMetrics metrics = new DispatcherMetrics(new SimpleMeterRegistry());
    private final MemoryBudget budget = new MemoryBudget(160, 16_000, metrics);

    @Test
    void allPoolsTogetherHoldNoMoreThanTheLaneMay() {
        for (PoolKind kind : PoolKind.values()) {
            fill(kind);
        }

        assertThat(metrics.inMemory()).hasValue(160);
    }

    @Test
    void aFullPoolTakesNothingFromAnother() {
        fill(PoolKind.DOUBTFUL);
        fill(PoolKind.PROBING);
        fill(PoolKind.PASSING);

        assertThat(budget.isFull(PoolKind.HEALTHY)).isFalse();
        assertThat(budget.hasRoomAgain()).isTrue();
    }

    @Test
    void isFullOfBytesToo() {
        Charge charge = budget.take(PoolKind.PASSING, 1_000);

        assertThat(budget.isFull(PoolKind.PASSING)).isTrue();
        budget.giveBack(charge);
        assertThat(budget.isFull(PoolKind.PASSING)).isFalse();
        assertThat(metrics.inMemory()).hasValue(0);
    }

    @Test
    void reservesHalfOfTheHealthyPoolForKnownEndpoints() {
        MemoryBudget small = new MemoryBudget(16, 1_000, metrics);
        for (int i = 0; i < 4; i++) {
            assertThat(small.isHalfEmpty()).isTrue();
            small.take(PoolKind.HEALTHY, 1);
        }
        assertThat(small.isHalfEmpty()).isFalse();
        assertThat(small.isFull(PoolKind.HEALTHY)).isFalse();
    }

    private void fill(PoolKind kind) {
        while (!budget.isFull(kind)) {
            budget.take(kind, 0);
        }
    }
}
