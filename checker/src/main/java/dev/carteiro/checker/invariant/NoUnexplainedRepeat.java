package dev.carteiro.checker.invariant;

import dev.carteiro.checker.history.DeliveryTrace;
import dev.carteiro.checker.history.DisturbedPeriod;
import dev.carteiro.checker.history.RecordedAttempt;
import dev.carteiro.checker.history.RunHistory;
import dev.carteiro.checker.invariant.InvariantResult.ViolationCollector;
import dev.carteiro.checker.receiver.RecordedRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Invariant 4. Stateless.
 *
 * <p>A committed attempt is never repeated: no fault explains two records of one attempt in the history. An uncommitted attempt may
 * be repeated, but only because of a fault. Then the first request was in flight or uncommitted when the fault began, and the
 * second came after.
 *
 * <pre>
 *   from - (timeout + 10 s)      from ======= fault, repair, settling ======= until
 *        |----------- first request is here --------------------------------------|
 *                                |------------ second request is here, or later ...
 * </pre>
 */
final class NoUnexplainedRepeat implements Invariant {
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);

    @Override
    public int number() {
        return 4;
    }

    @Override
    public String name() {
        return "no unexplained repeat";
    }

    @Override
    public String statement() {
        return "No attempt is committed twice. A request with the same delivery and attempt number comes again only"
                + " if a fault explains it: the earlier one was in flight or uncommitted when the fault began, or came"
                + " while it lasted. Without faults, none comes again.";
    }

    @Override
    public InvariantResult judge(RunHistory history) {
        ViolationCollector tally = new ViolationCollector();
        for (DeliveryTrace story : history.stories()) {
            tally.addJudged(story.requests().size());
            judgeCommitted(story, tally);
            judgeRequests(story, history.disturbances(), tally);
        }
        return tally.toFinding("requests");
    }

    private static void judgeCommitted(DeliveryTrace story, ViolationCollector tally) {
        Map<Integer, Integer> times = new HashMap<>();
        for (RecordedAttempt attempt : story.attempts()) {
            times.merge(attempt.number(), 1, Integer::sum);
        }
        times.forEach((number, count) -> {
            if (count > 1) {
                tally.violation(story, "attempt " + number + " was committed " + count + " times");
            }
        });
    }

    private static void judgeRequests(DeliveryTrace story, List<DisturbedPeriod> disturbances,
            ViolationCollector tally) {
        Duration timeout = story.hook() == null ? LONGEST_TIMEOUT : story.hook().timeout();
        Map<Integer, RecordedRequest> last = new HashMap<>();
        for (RecordedRequest request : story.requests()) {
            RecordedRequest earlier = last.put(request.attempt(), request);
            if (earlier != null && disturbances.stream().noneMatch(
                    disturbance -> disturbance.explainsRepeat(earlier.at(), request.at(), timeout))) {
                tally.violation(story, "attempt " + request.attempt() + " was requested at " + earlier.at()
                        + " and again at " + request.at() + ", and no fault explains it");
            }
        }
    }
}
