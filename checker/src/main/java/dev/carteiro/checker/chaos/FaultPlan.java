package dev.carteiro.checker.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * An endless sequence of faults and of calm between them; the same for the same seed. Not thread-safe.
 *
 * <p>The first is a killed dispatcher, and in the second subscriptions pass to other tenants; the shortest run has both. Then
 * every other kind comes once, in an order of the seed's, before any comes again.
 */
public final class FaultPlan {
    /** So many of them, from the first, belong to the shortest run. */
    public static final int IN_EVERY_RUN = 2;

    private static final Duration LONGER_THAN_A_TRANSACTION = Duration.ofSeconds(12);

    /** Some seconds more than the longest aftermath, to see what happens when nothing does. */
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
            fill();
        }
        return bag.remove();
    }

    /** How long nothing is broken before the next fault. At times long enough for the aftermath to end. */
    public Duration calm() {
        return bag.isEmpty() ? LONG_CALM : Duration.ofMillis(2_000 + random.nextInt(3_000));
    }

    private void fill() {
        List<Fault> faults = new ArrayList<>(List.of(new Fault.KillRouter(1, briefly()),
                new Fault.KillBroker(briefly()), new Fault.StopDispatcher(oneOfTwo(), briefly()),
                new Fault.FreezeDispatcher(oneOfTwo(), Duration.ofMillis(1_000 + random.nextInt(4_000))),
                new Fault.FreezeDispatcher(oneOfTwo(), LONGER_THAN_A_TRANSACTION),
                new Fault.KillDispatcher(oneOfTwo(), briefly()), new Fault.DeleteSubscriptions()));
        Fault handOver = new Fault.HandOver(Duration.ofMillis(1_000 + random.nextInt(1_500)));
        if (!isFirstBag) {
            faults.add(handOver);
        }
        if (withPauses) {
            faults.add(new Fault.PauseSubscriptions(Duration.ofMillis(2_000 + random.nextInt(4_000))));
        }
        Collections.shuffle(faults, random);
        // These belong together: up, down, and back.
        int place = random.nextInt(faults.size());
        faults.addAll(place, List.of(new Fault.Scale(3), new Fault.Scale(1), new Fault.Scale(2)));
        if (isFirstBag) {
            bag.add(new Fault.KillDispatcher(oneOfTwo(), briefly()));
            bag.add(handOver);
            isFirstBag = false;
        }
        bag.addAll(faults);
    }

    private int oneOfTwo() {
        return 1 + random.nextInt(2);
    }

    private Duration briefly() {
        return Duration.ofMillis(random.nextInt(2_500));
    }
}
