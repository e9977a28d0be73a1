package dev.carteiro.bench.scenario;

import java.util.List;

/**
 * All of them, in the order in which they run. What is compared with programs that hardly write anything comes when the broker is
 * warm: in a cold one a delivery of ours costs twice as much, and theirs do not. Stateless.
 */
public final class Scenarios {
    private Scenarios() {
    }

    /** @param hasRival whether there is another build to compare with */
    public static List<Scenario> all(boolean hasRival) {
        List<Scenario> own = List.of(new RouterMemory(), new Parked(), new FanOut(), new Everyone(),
                new HangingDrain(), new HangingPaced(), new Dispatch(), new EventToRequest(), new SlowEndpoints(),
                new InFlight(), new Up(), new CliStart(), new Api(), new CommitIntervals(), new Loops());
        return hasRival ? List.of(new RivalDrain(), new RivalPaced(), new RivalApiStart()) : own;
    }
}
