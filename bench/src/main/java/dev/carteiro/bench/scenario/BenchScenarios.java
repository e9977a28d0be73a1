package dev.carteiro.bench.scenario;

import java.util.List;

/**
 * All scenarios in the order of their execution. Comparisons with programs that write almost nothing come when the broker is warm:
 * with a cold broker, a delivery by Carteiro costs twice as much, but not by the others. Stateless.
 */
public final class BenchScenarios {
    private BenchScenarios() {
    }

    /** @param hasRival whether another build is given for comparison */
    public static List<BenchScenario> all(boolean hasRival) {
        List<BenchScenario> own = List.of(new RouterMemoryScenario(), new WaitingRetriesScenario(),
                new FanOutScenario(), new LargeFanOutScenario(),
                new HangingDrainScenario(), new HangingPacedScenario(), new DispatchScenario(),
                new EventToRequestScenario(), new SlowEndpointsScenario(),
                new InFlightScenario(), new UpScenario(), new CliStartScenario(), new ApiScenario(),
                new CommitIntervalScenario(), new JmhScenario());
        return hasRival
                ? List.of(new RivalDrainScenario(), new RivalPacedScenario(), new RivalApiStartScenario())
                : own;
    }
}
