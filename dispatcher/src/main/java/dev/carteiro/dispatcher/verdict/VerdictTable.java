package dev.carteiro.dispatcher.verdict;

import dev.carteiro.dispatcher.retry.Jitter;
import dev.carteiro.dispatcher.verdict.SendResult.NoResponse;
import dev.carteiro.dispatcher.verdict.SendResult.StatusReceived;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.subscription.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The table that turns a response into a verdict. Immutable; as safe for threads as its jitter.
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
 * <p>4xx is retried like 5xx: receivers respond with 401, 403 or 404 while they are deployed or repaired, and
 * correcting the URL helps only deliveries that are not yet given up.
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
     * Returns the verdict on an attempt.
     *
     * @param delivery the delivery with this attempt counted
     * @param now the end of the attempt
     * @param agreed the time that all clocks agree on; in the distant past if unknown
     */
    public Verdict judge(SendResult answer, Subscription subscription, Delivery delivery, Instant now, Instant agreed) {
        return switch (answer) {
            case StatusReceived answered when subscription.successStatus().includes(answered.status()) ->
                new Verdict.Delivered();
            case StatusReceived answered when answered.status() == GONE -> new Verdict.Dead(DeadLetterReason.GONE);
            case StatusReceived answered -> retry(subscription, delivery, now, agreed, retryAfter(answered, now));
            case NoResponse failed -> retry(subscription, delivery, now, agreed, Duration.ZERO);
        };
    }

    private Duration retryAfter(StatusReceived answered, Instant now) {
        boolean isHonoured = answered.status() == TOO_MANY_REQUESTS || answered.status() == SERVICE_UNAVAILABLE;
        return isHonoured
                ? RetryAfter.read(answered.retryAfter(), now, retryAfterCap).orElse(Duration.ZERO)
                : Duration.ZERO;
    }

    private Verdict retry(Subscription subscription, Delivery delivery, Instant now, Instant agreed,
            Duration retryAfter) {
        Optional<Duration> scheduled = subscription.retry()
                .afterAttempt(delivery.progress().attemptsInRound());
        if (scheduled.isEmpty()) {
            return new Verdict.Dead(DeadLetterReason.RETRIES_EXHAUSTED);
        }
        Duration spread = jitter.spread(scheduled.get());
        Duration wait = spread.compareTo(retryAfter) >= 0 ? spread : retryAfter;
        Instant end = DeliveryLifetime.end(delivery, subscription);
        return now.plus(wait).isAfter(end) && agreed.plus(wait).isAfter(end)
                ? new Verdict.Dead(DeadLetterReason.MAX_AGE)
                : new Verdict.Retry(now.plus(wait));
    }
}
