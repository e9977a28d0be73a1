package dev.carteiro.checker.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * An endless sequence of faults and calm times, determined by the seed. Not thread-safe.
 *
 * <p>The first fault kills a dispatcher, and the second passes subscriptions to other tenants; the shortest run has both. Then
 * every other kind comes once, in an order that the seed decides, before any kind is repeated.
 */
public final class FaultPlan {
    /** Number of faults from the first on that belong to the shortest run. */
    public static final int FAULTS_IN_EVERY_RUN = 2;

    private static final Duration LONGER_THAN_A_TRANSACTION = Duration.ofSeconds(12);

    /** Longer than the longest aftermath, so that some time is without any disturbance. */
    private static final Duration LONG_CALM = Duration.ofSeconds(35);

    private final Random random;
    private final boolean withPauses;
    private final Deque<Fault> bag = new ArrayDeque<>();
    private boolean isFirstBag = true;

    public FaultPlan(long seed, boolean withPauses) {
        random = new Random(seed);
        this.withPauses = withPauses;
    }

    public Fault next() {
        if (bag.isEmpty()) {
            fillBag();
        }
        return bag.remove();
    }

    /** Returns the calm time before the next fault. Sometimes it is long enough for the aftermath to end. */
    public Duration nextCalm() {
        return bag.isEmpty() ? LONG_CALM : Duration.ofMillis(2_000 + random.nextInt(3_000));
    }

    private void fillBag() {
        List<Fault> faults = new ArrayList<>(List.of(new Fault.KillRouter(1, shortOutage()),
                new Fault.KillBroker(shortOutage()), new Fault.StopDispatcher(randomDispatcher(), shortOutage()),
                new Fault.FreezeDispatcher(randomDispatcher(), Duration.ofMillis(1_000 + random.nextInt(4_000))),
                new Fault.FreezeDispatcher(randomDispatcher(), LONGER_THAN_A_TRANSACTION),
                new Fault.KillDispatcher(randomDispatcher(), shortOutage()), new Fault.DeleteSubscriptions()));
        Fault handOver = new Fault.HandOver(Duration.ofMillis(1_000 + random.nextInt(1_500)));
        if (!isFirstBag) {
            faults.add(handOver);
        }
        if (withPauses) {
            faults.add(new Fault.PauseSubscriptions(Duration.ofMillis(2_000 + random.nextInt(4_000))));
        }
        Collections.shuffle(faults, random);
        // These three belong together: up, down, and back.
        int place = random.nextInt(faults.size());
        faults.addAll(place, List.of(new Fault.Scale(3), new Fault.Scale(1), new Fault.Scale(2)));
        if (isFirstBag) {
            bag.add(new Fault.KillDispatcher(randomDispatcher(), shortOutage()));
            bag.add(handOver);
            isFirstBag = false;
        }
        bag.addAll(faults);
    }

    private int randomDispatcher() {
        return 1 + random.nextInt(2);
    }

    private Duration shortOutage() {
        return Duration.ofMillis(random.nextInt(2_500));
    }
}
