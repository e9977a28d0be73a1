package dev.carteiro.checker.invariant;

import dev.carteiro.checker.history.RunHistory;
import dev.carteiro.checker.history.DeliveryTrace;
import dev.carteiro.checker.history.DeliveryTrace.Expectation;
import dev.carteiro.checker.invariant.InvariantResult.ViolationCollector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Invariant 10. Stateless.
 *
 * <p>Waits are those of events that were acknowledged outside of every fault, to healthy endpoints, while others hang
 * all the time. A dispatcher that lets one of these stand in the way of others falls behind for good, not for a moment,
 * so the bound is far from what a slow machine needs and from what such a mistake brings.
 */
final class IsolatedEndpoints implements Invariant {
    static final Duration BOUND = Duration.ofSeconds(5);
    static final Duration ON_A_BUSY_MACHINE = Duration.ofSeconds(30);
    private static final int TOLERATED_ONE_IN = 100;

    @Override
    public int number() {
        return 10;
    }

    @Override
    public String name() {
        return "isolated endpoints";
    }

    @Override
    public String statement() {
        return "While other endpoints hang and fail, at least 99 % of the deliveries to healthy endpoints arrive "
                + "within " + BOUND.toSeconds() + " s of the event's acknowledgement, or within "
                + ON_A_BUSY_MACHINE.toSeconds()
                + " s where the machine had no processor to spare; faults and the time after them apart.";
    }

    @Override
    public InvariantResult judge(RunHistory history) {
        List<DeliveryTrace> calm = history.stories().stream().filter(story -> isCalm(story, history)).toList();
        List<DeliveryTrace> late = calm.stream().filter(story -> !isInTime(story) && !isExcused(story, history)).toList();
        ViolationCollector tally = new ViolationCollector();
        tally.judge(calm.size());
        if ((long) late.size() * TOLERATED_ONE_IN > calm.size()) {
            late.forEach(story -> tally.violation(story, seen(story)));
        }
        return tally.of("deliveries to healthy endpoints outside of faults");
    }

    private static boolean isCalm(DeliveryTrace story, RunHistory history) {
        if (story.hook() == null || !story.hook().isHealthy() || story.published() == null
                || story.expected() != Expectation.MUST) {
            return false;
        }
        Instant at = story.published().at();
        return history.disturbances().stream().noneMatch(disturbance -> disturbance.touches(at, at.plus(BOUND)));
    }

    /** Late, but on a machine that had no time. */
    private static boolean isExcused(DeliveryTrace story, RunHistory history) {
        Instant at = story.published() == null ? Instant.EPOCH : story.published().at();
        return !story.requests().isEmpty() && wait(story).compareTo(ON_A_BUSY_MACHINE) <= 0
                && history.busy().stream().anyMatch(busy -> busy.touches(at, at.plus(BOUND)));
    }

    private static boolean isInTime(DeliveryTrace story) {
        return !story.requests().isEmpty() && wait(story).compareTo(BOUND) <= 0;
    }

    private static String seen(DeliveryTrace story) {
        return story.requests().isEmpty() ? "no request" : "the first request after " + wait(story).toMillis() + " ms";
    }

    private static Duration wait(DeliveryTrace story) {
        Instant published = story.published() == null ? Instant.EPOCH : story.published().at();
        return Duration.between(published, story.requests().getFirst().at());
    }
}
