package dev.carteiro.dispatcher.attempt;

import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.dispatcher.verdict.SendResult;
import dev.carteiro.dispatcher.verdict.SendResult.NoResponse;
import dev.carteiro.dispatcher.verdict.SendResult.StatusReceived;
import dev.carteiro.dispatcher.verdict.Verdict;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.attempt.AttemptSubject;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.endpoint.EndpointStatus.Disabled;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Turns decisions and verdicts into consequences with their attempt records. Stateless. */
public final class Consequences {
    /** The first recheck of a delivery that is too old by one clock only. */
    private static final Duration FIRST_CLOCK_RECHECK = Duration.ofSeconds(5);

    /** The recheck while the clocks are known to differ. */
    private static final Duration CLOCK_RECHECK = Duration.ofMinutes(5);

    private Consequences() {
    }

    static Consequence of(CompletedAttempt sent, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Delivered() ->
                new Consequence.Delivered(history(sent, AttemptOutcome.DELIVERED, null, null));
            case Verdict.Retry(Instant due) ->
                new Consequence.Retried(history(sent, AttemptOutcome.RETRY, null, due), sent.attempted(), due);
            case Verdict.Dead(DeadLetterReason reason) ->
                new Consequence.DeadLettered(history(sent, AttemptOutcome.DEAD, reason, null),
                        new DeadLetter(sent.attempted(), reason, explain(sent.answer()), status(sent.answer()),
                                excerpt(sent.answer()), sent.ended()));
        };
    }

    static Consequence tested(CompletedAttempt sent, Verdict verdict) {
        AttemptOutcome outcome = verdict instanceof Verdict.Delivered
                ? AttemptOutcome.DELIVERED
                : AttemptOutcome.TEST_FAILED;
        return new Consequence.Tested(history(sent, outcome, null, null));
    }

    static Consequence cancelled(Delivery delivery, String why, Instant now) {
        return new Consequence.Cancelled(unattempted(delivery, AttemptOutcome.CANCELLED, null, why, now));
    }

    /** Kept as a dead letter, so that it can be sent again once the endpoint is repaired. */
    static Consequence refused(Delivery delivery, Disabled status, Instant now) {
        String detail = switch (status.reason()) {
            case GONE -> "the endpoint responded with 410 at " + status.since();
            case FAILING -> "the endpoint was disabled at " + status.since() + " because every attempt failed";
            case FILTER_TOO_COSTLY -> "the subscription was switched off at " + status.since();
        };
        return new Consequence.DeadLettered(
                unattempted(delivery, AttemptOutcome.DEAD, DeadLetterReason.ENDPOINT_DISABLED, detail, now),
                new DeadLetter(delivery, DeadLetterReason.ENDPOINT_DISABLED, detail, null, null, now));
    }

    /** A test leaves no dead letter. */
    static Consequence expired(Delivery delivery, String detail, Instant now) {
        if (delivery.test()) {
            return new Consequence.Tested(unattempted(delivery, AttemptOutcome.TEST_FAILED, null, detail, now));
        }
        return new Consequence.DeadLettered(
                unattempted(delivery, AttemptOutcome.DEAD, DeadLetterReason.MAX_AGE, detail, now),
                new DeadLetter(delivery, DeadLetterReason.MAX_AGE, detail, null, null, now));
    }

    /**
     * Returns a deferral for a delivery that is too old by the wall clock and not by the brokers'. The wait is short as
     * long as the clocks are not known to differ: writing the deferred record returns the broker's time.
     */
    static Consequence doubted(Delivery delivery, LaneClock clock) {
        Duration wait = clock.isInDoubt() ? CLOCK_RECHECK : FIRST_CLOCK_RECHECK;
        return new Consequence.Moved(delivery, clock.now().plus(wait), Consequence.Moved.MoveReason.CLOCK);
    }

    public static Consequence held(Delivery delivery, Instant now) {
        return new Consequence.Held(delivery.with(delivery.progress().held(now)));
    }

    private static AttemptRecord unattempted(Delivery delivery, AttemptOutcome outcome,
            @Nullable DeadLetterReason reason,
            String detail, Instant now) {
        return new AttemptRecord(AttemptSubject.of(delivery), 0, outcome, reason, null, null, detail, now,
                Duration.ZERO, null,
                null);
    }

    private static AttemptRecord history(CompletedAttempt sent, AttemptOutcome outcome,
            @Nullable DeadLetterReason reason,
            @Nullable Instant due) {
        SendResult answer = sent.answer();
        boolean delivered = outcome == AttemptOutcome.DELIVERED;
        String error = answer instanceof NoResponse failed ? failed.failure().code() : null;
        String detail = answer instanceof NoResponse failed ? failed.detail() : reason == null ? null : reason.code();
        return new AttemptRecord(AttemptSubject.of(sent.attempted()), sent.attempted().progress().attempts(), outcome,
                reason,
                status(answer), error, detail, sent.began(), sent.took(), due, delivered ? null : excerpt(answer));
    }

    private static String explain(SendResult answer) {
        return switch (answer) {
            case StatusReceived answered -> "the last attempt got status " + answered.status();
            case NoResponse failed -> "the last attempt failed: " + failed.failure().code() + ", " + failed.detail();
        };
    }

    private static @Nullable Integer status(SendResult answer) {
        return answer instanceof StatusReceived answered ? answered.status() : null;
    }

    private static @Nullable String excerpt(SendResult answer) {
        return answer instanceof StatusReceived answered && !answered.excerpt().isEmpty() ? answered.excerpt() : null;
    }
}
