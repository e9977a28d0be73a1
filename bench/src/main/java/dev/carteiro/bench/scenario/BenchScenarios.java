package dev.carteiro.bench.scenario;

import java.util.List;

/**
 * All of them, in the order in which they run. What is compared with programs that hardly write anything comes when the broker is
 * warm: in a cold one a delivery of ours costs twice as much, and theirs do not. Stateless.
 */
public final class BenchScenarios {
    private BenchScenarios() {
    }

    /** @param hasRival whether there is another build to compare with */
    public static List<BenchScenario> all(boolean hasRival) {
        List<BenchScenario> own = List.of(new RouterMemoryScenario(), new WaitingRetriesScenario(), new FanOutScenario(), new LargeFanOutScenario(),
                new HangingDrainScenario(), new HangingPacedScenario(), new DispatchScenario(), new EventToRequestScenario(), new SlowEndpointsScenario(),
                new InFlightScenario(), new UpScenario(), new CliStartScenario(), new ApiScenario(), new CommitIntervalScenario(), new JmhScenario());
        return hasRival ? List.of(new RivalDrainScenario(), new RivalPacedScenario(), new RivalApiStartScenario()) : own;
    }
}
