package dev.carteiro.checker.invariant;

import dev.carteiro.checker.history.DeliveryTrace;
import dev.carteiro.checker.history.DeliveryTrace.Expectation;
import dev.carteiro.checker.history.RunHistory;
import dev.carteiro.checker.invariant.InvariantResult.ViolationCollector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Invariant 10. Stateless.
 *
 * <p>Judges events for healthy endpoints that were acknowledged outside of all faults, while other endpoints hang all the time. A
 * dispatcher in which a hanging endpoint blocks others falls behind permanently, not briefly. So the bound is far above what a slow
 * machine needs, and far below the delay that such a defect causes.
 */
final class IsolatedEndpoints implements Invariant {
    static final Duration BOUND = Duration.ofSeconds(5);
    static final Duration BUSY_MACHINE_BOUND = Duration.ofSeconds(30);
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
                + BUSY_MACHINE_BOUND.toSeconds()
                + " s if the machine had no processor to spare. Faults and their aftermath are excluded.";
    }

    @Override
    public InvariantResult judge(RunHistory history) {
        List<DeliveryTrace> calm = history.stories().stream().filter(story -> isCalm(story, history)).toList();
        List<DeliveryTrace> late = calm.stream().filter(story -> !isInTime(story) && !isExcused(story, history))
                .toList();
        ViolationCollector tally = new ViolationCollector();
        tally.addJudged(calm.size());
        if ((long) late.size() * TOLERATED_ONE_IN > calm.size()) {
            late.forEach(story -> tally.violation(story, seen(story)));
        }
        return tally.toFinding("deliveries to healthy endpoints outside of faults");
    }

    private static boolean isCalm(DeliveryTrace story, RunHistory history) {
        if (story.hook() == null || !story.hook().isHealthy() || story.published() == null
                || story.expected() != Expectation.MUST) {
            return false;
        }
        Instant at = story.published().at();
        return history.disturbances().stream().noneMatch(disturbance -> disturbance.overlaps(at, at.plus(BOUND)));
    }

    /** Late, but the machine had no processor to spare. */
    private static boolean isExcused(DeliveryTrace story, RunHistory history) {
        Instant at = story.published() == null ? Instant.EPOCH : story.published().at();
        return !story.requests().isEmpty() && wait(story).compareTo(BUSY_MACHINE_BOUND) <= 0
                && history.busy().stream().anyMatch(busy -> busy.overlaps(at, at.plus(BOUND)));
    }

    private static boolean isInTime(DeliveryTrace story) {
        return !story.requests().isEmpty() && wait(story).compareTo(BOUND) <= 0;
    }

    private static String seen(DeliveryTrace story) {
        return story.requests().isEmpty() ? "no request" : "first request after " + wait(story).toMillis() + " ms";
    }

    private static Duration wait(DeliveryTrace story) {
        Instant published = story.published() == null ? Instant.EPOCH : story.published().at();
        return Duration.between(published, story.requests().getFirst().at());
    }
}
