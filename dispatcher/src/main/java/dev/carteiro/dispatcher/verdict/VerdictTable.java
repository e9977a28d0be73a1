package dev.carteiro.dispatcher.verdict;

import dev.carteiro.dispatcher.retry.Jitter;
import dev.carteiro.dispatcher.verdict.SendResult.StatusReceived;
import dev.carteiro.dispatcher.verdict.SendResult.NoResponse;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.subscription.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a response means, in one table. Immutable; as safe for threads as its jitter.
 *
 * <pre>
 *   a status in the subscription's successStatus    delivered
 *   410                                             dead: gone
 *   429, 503 with Retry-After                       retry, not before it (at most the cap)
 *   any other status, or none                       retry by the schedule
 *   ... after the schedule's last wait              dead: retries-exhausted
 *   ... when the retry would come after maxAge      dead: max-age
 * </pre>
 *
 * <p>4xx are retried like 5xx: receivers answer 401, 403 and 404 while they are being deployed or repaired, and a
 * delivery that is given up at once cannot be fixed by correcting the URL.
 */
public final class VerdictTable {
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final Jitter jitter;
    private final Duration retryAfterCap;

    public VerdictTable(Jitter jitter, Duration retryAfterCap) {
        this.jitter = jitter;
        this.retryAfterCap = retryAfterCap;
    }

    /**
     * @param delivery with this attempt counted
     * @param now the end of the attempt
     * @param agreed the same by every clock; long ago where that is unknown
     */
    public Verdict judge(SendResult answer, Subscription subscription, Delivery delivery, Instant now, Instant agreed) {
        return switch (answer) {
            case StatusReceived answered when subscription.successStatus().includes(answered.status()) ->
                new Verdict.Delivered();
            case StatusReceived answered when answered.status() == GONE -> new Verdict.Dead(DeadLetterReason.GONE);
            case StatusReceived answered -> again(subscription, delivery, now, agreed, asked(answered, now));
            case NoResponse failed -> again(subscription, delivery, now, agreed, Duration.ZERO);
        };
    }

    private Duration asked(StatusReceived answered, Instant now) {
        boolean mayAsk = answered.status() == TOO_MANY_REQUESTS || answered.status() == SERVICE_UNAVAILABLE;
        return mayAsk
                ? RetryAfter.read(answered.retryAfter(), now, retryAfterCap).orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    private Verdict again(Subscription subscription, Delivery delivery, Instant now, Instant agreed, Duration asked) {
        Optional<Duration> scheduled = subscription.retry()
                .afterAttempt(delivery.progress().attemptsInRound());
        if (scheduled.isEmpty()) {
            return new Verdict.Dead(DeadLetterReason.RETRIES_EXHAUSTED);
        }
        Duration spread = jitter.spread(scheduled.get());
        Duration wait = spread.compareTo(asked) >= 0 ? spread : asked;
        Instant end = DeliveryLifetime.end(delivery, subscription);
        return now.plus(wait).isAfter(end) && agreed.plus(wait).isAfter(end)
                ? new Verdict.Dead(DeadLetterReason.MAX_AGE)
                : new Verdict.Retry(now.plus(wait));
    }
}
