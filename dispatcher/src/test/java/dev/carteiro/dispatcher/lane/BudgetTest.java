package dev.carteiro.dispatcher.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.lane.Budget.Purse;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private final DispatcherMetrics metrics = new DispatcherMetrics(new SimpleMeterRegistry());
    private final Budget budget = new Budget(8, 1_000, metrics);

    @Test
    void nobodyPaysFromAnothersPurse() {
        for (int i = 0; i < 4; i++) {
            assertThat(budget.isFull(Purse.DOUBTFUL)).isFalse();
            budget.take(Purse.DOUBTFUL, 1);
        }
        assertThat(budget.isFull(Purse.DOUBTFUL)).isTrue();
        assertThat(budget.isFull(Purse.HEALTHY)).isFalse();
        assertThat(budget.isFull(Purse.PASSING)).isFalse();
        assertThat(metrics.inMemory()).hasValue(4);
    }

    @Test
    void bytesCountAsWellAsRecords() {
        Budget.Charge charge = budget.take(Purse.PASSING, 500);
        assertThat(budget.isFull(Purse.PASSING)).isTrue();
        budget.giveBack(charge);
        assertThat(budget.isFull(Purse.PASSING)).isFalse();
        assertThat(metrics.inMemory()).hasValue(0);
    }

    @Test
    void aStoppedPartitionStartsWhenAQuarterOfTheHealthyPurseIsEmpty() {
        Budget.Charge charge = Budget.Charge.NONE;
        for (int i = 0; i < 4; i++) {
            charge = budget.take(Purse.HEALTHY, 1);
        }
        assertThat(budget.hasRoomAgain()).isFalse();
        budget.giveBack(charge);
        assertThat(budget.hasRoomAgain()).isTrue();
    }
}
