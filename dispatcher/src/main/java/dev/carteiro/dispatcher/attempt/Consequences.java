package dev.carteiro.dispatcher.attempt;

import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.dispatcher.verdict.Answer;
import dev.carteiro.dispatcher.verdict.Answer.Answered;
import dev.carteiro.dispatcher.verdict.Answer.Failed;
import dev.carteiro.dispatcher.verdict.Verdict;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.attempt.Outcome;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.DeadReason;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.endpoint.EndpointStatus.Disabled;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Puts decisions and verdicts into the words of the history. Stateless. */
public final class Consequences {
    private Consequences() {
    }

    /** @param attempted the delivery with the attempt counted */
    static Consequence of(Answer answer, Verdict verdict, Delivery attempted, Instant began, Duration took) {
        return switch (verdict) {
            case Verdict.Delivered() ->
                new Consequence.Delivered(history(answer, attempted, Outcome.DELIVERED, null, began, took, null));
            case Verdict.Retry(Instant due) -> new Consequence.Retried(
                    history(answer, attempted, Outcome.RETRY, null, began, took, due), attempted, due);
            case Verdict.Dead(DeadReason reason) -> new Consequence.Buried(
                    history(answer, attempted, Outcome.DEAD, reason.code(), began, took, null),
                    new DeadLetter(attempted, reason, explain(answer), status(answer), excerpt(answer),
                            began.plus(took)));
        };
    }

    public static Consequence cancelled(Delivery delivery, String why, Instant now) {
        return new Consequence.Cancelled(unattempted(delivery, Outcome.CANCELLED, why, now));
    }

    /** Kept as a dead letter, so that it can be sent again once the endpoint is repaired. */
    public static Consequence refused(Delivery delivery, Disabled status, Instant now) {
        String detail = switch (status.reason()) {
            case GONE -> "the endpoint answered 410 at " + status.since();
            case FAILING -> "the endpoint was disabled at " + status.since() + " after nothing but failures";
        };
        return new Consequence.Buried(unattempted(delivery, Outcome.DEAD, detail, now),
                new DeadLetter(delivery, DeadReason.ENDPOINT_DISABLED, detail, null, null, now));
    }

    public static Consequence expired(Delivery delivery, String detail, Instant now) {
        return new Consequence.Buried(unattempted(delivery, Outcome.DEAD, detail, now),
                new DeadLetter(delivery, DeadReason.MAX_AGE, detail, null, null, now));
    }

    public static Consequence held(Delivery delivery, Instant now) {
        return new Consequence.Held(delivery.with(delivery.progress().held(now)));
    }

    private static AttemptRecord unattempted(Delivery delivery, Outcome outcome, String detail, Instant now) {
        return new AttemptRecord(delivery, 0, outcome, null, null, detail, now, Duration.ZERO, null, null);
    }

    private static AttemptRecord history(Answer answer, Delivery attempted, Outcome outcome, @Nullable String reason,
            Instant began, Duration took, @Nullable Instant due) {
        boolean delivered = outcome == Outcome.DELIVERED;
        String error = answer instanceof Failed failed ? failed.failure().code() : null;
        String detail = answer instanceof Failed failed ? failed.detail() : reason;
        return new AttemptRecord(attempted, attempted.progress().attempts(), outcome, status(answer), error, detail,
                began,
                took, due, delivered ? null : excerpt(answer));
    }

    private static String explain(Answer answer) {
        return switch (answer) {
            case Answered answered -> "the last attempt got status " + answered.status();
            case Failed failed -> "the last attempt failed: " + failed.failure().code() + ", " + failed.detail();
        };
    }

    private static @Nullable Integer status(Answer answer) {
        return answer instanceof Answered answered ? answered.status() : null;
    }

    private static @Nullable String excerpt(Answer answer) {
        return answer instanceof Answered answered && !answered.excerpt().isEmpty() ? answered.excerpt() : null;
    }
}
