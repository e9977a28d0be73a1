package dev.carteiro.checker.invariant;

import dev.carteiro.checker.history.DeliveryTrace;
import dev.carteiro.checker.history.RecordedAttempt;
import dev.carteiro.checker.history.RunHistory;
import dev.carteiro.checker.invariant.InvariantResult.ViolationCollector;
import dev.carteiro.checker.receiver.RecordedRequest;
import dev.carteiro.checker.workload.WorkloadSubscription;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Invariant 6. Stateless.
 *
 * <p>A request must not come before any of three times, each from another source: the due time in the history, the end of the
 * schedule's wait after the previous request, and the end of the receiver's Retry-After.
 */
final class OrderlyAttempts implements Invariant {
    /** Due times are rounded to milliseconds, and sender and receiver read the same clock at different moments. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMillis(5);

    @Override
    public int number() {
        return 6;
    }

    @Override
    public String name() {
        return "orderly attempts";
    }

    @Override
    public String statement() {
        return "The attempt numbers of a delivery are 1, 2, 3 ... in the order of their commits, without a gap or a"
                + " restart, and no more than the schedule has. A request comes after the commit of the attempt before,"
                + " and never before it is due, before the schedule's wait is over, or before the end of the"
                + " Retry-After that the sender received.";
    }

    @Override
    public InvariantResult judge(RunHistory history) {
        ViolationCollector tally = new ViolationCollector();
        for (DeliveryTrace story : history.stories()) {
            tally.addJudged(story.attempts().size() + story.requests().size());
            judgeNumbers(story, tally);
            story.requests().forEach(request -> judgeTime(story, request, tally));
        }
        return tally.toFinding("attempts and requests");
    }

    private static void judgeNumbers(DeliveryTrace story, ViolationCollector tally) {
        int highest = 0;
        for (RecordedAttempt attempt : story.attempts()) {
            int number = attempt.number();
            if (number > highest + 1) {
                tally.violation(story, "attempt " + number + " was committed after " + highest);
            } else if (number == 1 && highest > 1) {
                tally.violation(story, "attempt 1 was committed again after " + highest);
            }
            highest = Math.max(highest, number);
        }
        int most = story.hook() == null ? Integer.MAX_VALUE : story.hook().schedule().size() + 1;
        if (highest > most) {
            tally.violation(story, "attempt " + highest + " was committed, but the schedule has " + most);
        }
    }

    private static void judgeTime(DeliveryTrace story, RecordedRequest request, ViolationCollector tally) {
        int number = request.attempt();
        if (number == 1) {
            return;
        }
        List<RecordedAttempt> before = story.attempts(number - 1);
        if (number < 1 || before.isEmpty()) {
            tally.violation(story, "a request for attempt " + number + ", but attempt " + (number - 1)
                    + " is not in the history");
            return;
        }
        before.stream().map(RecordedAttempt::next).filter(next -> next != null).min(Comparator.naturalOrder())
                .ifPresent(due -> judge(story, request, due, "it was due at", tally));
        judge(story, request, ended(story, before).plus(wait(story.hook(), number)), "the schedule's wait ended at",
                tally);
        if (hasResponse(before)) {
            story.requests(number - 1).stream().map(earlier -> earlier.at().plus(earlier.answer().requestedWait()))
                    .min(Comparator.naturalOrder())
                    .ifPresent(due -> judge(story, request, due, "the receiver's Retry-After ended at", tally));
        }
    }

    /**
     * Returns the earliest time at which the attempt before may have ended. If the sender got a response, that is when the receiver
     * got the request. Otherwise it is the attempt's start, because the receiver may have got the request after the sender had
     * given up. For a repeated attempt, it is the earliest of these times.
     */
    private static Instant ended(DeliveryTrace story, List<RecordedAttempt> attempts) {
        Instant began = attempts.stream().map(RecordedAttempt::startedAt).min(Comparator.naturalOrder()).orElseThrow();
        return hasResponse(attempts)
                ? story.requests(attempts.getFirst().number()).stream().map(RecordedRequest::at)
                        .min(Comparator.naturalOrder())
                        .orElse(began)
                : began;
    }

    private static boolean hasResponse(List<RecordedAttempt> attempts) {
        return attempts.stream().allMatch(attempt -> attempt.status() != null);
    }

    private static Duration wait(@Nullable WorkloadSubscription hook, int number) {
        return hook == null || number - 2 >= hook.schedule().size() ? Duration.ZERO : hook.schedule().get(number - 2);
    }

    private static void judge(DeliveryTrace story, RecordedRequest request, Instant due, String why,
            ViolationCollector tally) {
        if (request.at().isBefore(due.minus(CLOCK_TOLERANCE))) {
            tally.violation(story, "attempt " + request.attempt() + " came at " + request.at() + ", but " + why + " "
                    + due);
        }
    }
}
