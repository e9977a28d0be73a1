package dev.carteiro.bench.scenario;

import java.util.List;

/** All of them, in the order in which they run. Stateless. */
public final class Scenarios {
    private Scenarios() {
    }

    /** @param hasRival whether there is another build to compare with */
    public static List<Scenario> all(boolean hasRival) {
        List<Scenario> own = List.of(new Dispatch(), new HangingDrain(), new HangingPaced(), new FanOut(),
                new Everyone(), new EventToRequest(), new SlowEndpoints(), new InFlight(), new Up(), new RouterMemory(),
                new Parked(), new Api(), new CommitIntervals(), new Loops());
        return hasRival ? List.of(new RivalDrain(), new RivalPaced(), new RivalApiStart()) : own;
    }
}
