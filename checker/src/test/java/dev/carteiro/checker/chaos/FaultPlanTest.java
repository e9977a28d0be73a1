package dev.carteiro.checker.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static List<Fault> first(int count, FaultPlan plan) {
        return Stream.generate(plan::next).limit(count).toList();
    }

    @Test
    void theSeedDecidesTheSequence() {
        assertThat(first(30, new FaultPlan(1, false))).isEqualTo(first(30, new FaultPlan(1, false)))
                .isNotEqualTo(first(30, new FaultPlan(2, false)));
    }

    @Test
    void theShortestRunKillsADispatcher() {
        assertThat(first(1, new FaultPlan(3, false))).hasOnlyElementsOfType(Fault.KillDispatcher.class);
    }

    @Test
    void theShortestRunPassesSubscriptionsToAnotherTenant() {
        assertThat(first(2, new FaultPlan(3, false)).getLast()).isInstanceOf(Fault.HandOver.class);
    }

    @Test
    void everyKindComesBeforeAnyIsRepeated() {
        assertThat(first(23, new FaultPlan(4, false)).subList(12, 23)).hasAtLeastOneElementOfType(Fault.HandOver.class);
        assertThat(first(12, new FaultPlan(4, false)).subList(2, 12)).extracting(Object::getClass)
                .contains(Fault.KillRouter.class, Fault.KillBroker.class, Fault.StopDispatcher.class,
                        Fault.FreezeDispatcher.class, Fault.KillDispatcher.class, Fault.Scale.class,
                        Fault.DeleteSubscriptions.class);
        assertThat(first(200, new FaultPlan(4, false))).doesNotHaveAnyElementsOfTypes(Fault.PauseSubscriptions.class);
        assertThat(first(13, new FaultPlan(4, true))).hasAtLeastOneElementOfType(Fault.PauseSubscriptions.class);
    }

    @Test
    void scalesUpDownAndBack() {
        assertThat(first(12, new FaultPlan(5, false)).stream().filter(fault -> fault instanceof Fault.Scale))
                .containsExactly(new Fault.Scale(3), new Fault.Scale(1), new Fault.Scale(2));
    }

    @Test
    void aLongCalmFollowsAfterEveryKindHasComeOnce() {
        FaultPlan plan = new FaultPlan(6, false);
        first(11, plan);
        assertThat(plan.nextCalm()).isLessThan(Duration.ofSeconds(5));
        first(1, plan);
        assertThat(plan.nextCalm()).isEqualTo(Duration.ofSeconds(35));
    }
}
