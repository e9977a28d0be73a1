package dev.carteiro.runtime.redrive;

import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.job.DeadLetterFilter;
import dev.carteiro.schemas.job.Redrive;
import dev.carteiro.schemas.job.Redrive.Share;
import dev.carteiro.schemas.subscription.RateLimit;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The preview of a redrive, computed by reading every dead letter once, or as many as the limits allow. Owned by one thread
 * while it is computed.
 *
 * <p>A dead letter is redriven at most once, unless the request says {@code again}: a dead letter that an earlier job covers
 * belongs to that job. This follows from the jobs alone, and dispatchers apply the same rule. With {@code again}, a delivery is
 * sent once, however many dead letters it has: its last one counts.
 */
public final class RedrivePlan {
    private final DeadLetterFilter filter;
    private final boolean again;
    private final List<Redrive> earlier;
    private final SortedMap<Integer, Share> shares = new TreeMap<>();
    private final Map<DeadLetterReason, Long> byReason = new EnumMap<>(DeadLetterReason.class);
    private final Map<String, Long> bySubscription = new HashMap<>();

    /** The counted deliveries, if one may have several dead letters. */
    private final Map<String, CountedDelivery> counted = new HashMap<>();
    private long before;
    private @Nullable ScanCursor next;

    /** A delivery as counted at its last dead letter so far. */
    private record CountedDelivery(DeadLetterReason reason, boolean wasBefore) {
    }

    /** @param earlier existing jobs, in the order in which they were written */
    RedrivePlan(DeadLetterFilter filter, boolean again, List<Redrive> earlier) {
        this.filter = filter;
        this.again = again;
        this.earlier = List.copyOf(earlier);
    }

    /** Adds a dead letter. They must come in ascending order in each partition. */
    void add(StoredDeadLetter letter) {
        if (!filter.matches(letter.content())) {
            return;
        }
        boolean wasBefore = earlier.stream()
                .anyMatch(job -> job.covers(letter.partition(), letter.offset(), letter.content()));
        if (wasBefore && !again) {
            before++;
            return;
        }
        CountedDelivery earlierLetter = again
                ? counted.put(letter.content().delivery().id(),
                        new CountedDelivery(letter.content().reason(), wasBefore))
                : null;
        boolean isNew = earlierLetter == null;
        shares.merge(letter.partition(), new Share(letter.offset(), letter.offset() + 1, 1),
                (share, one) -> new Share(share.from(), one.end(), share.count() + (isNew ? 1 : 0)));
        byReason.merge(letter.content().reason(), 1L, Long::sum);
        if (earlierLetter == null) {
            bySubscription.merge(letter.content().delivery().subscription(), 1L, Long::sum);
        } else {
            byReason.computeIfPresent(earlierLetter.reason(), (reason, count) -> count == 1 ? null : count - 1);
        }
        before += (wasBefore ? 1 : 0) - (earlierLetter != null && earlierLetter.wasBefore() ? 1 : 0);
    }

    void next(@Nullable ScanCursor cursor) {
        next = cursor;
    }

    /** Returns where another plan must continue; {@code null} if this one has read everything. */
    public @Nullable ScanCursor next() {
        return next;
    }

    /** Returns the number of dead letters to redrive; with {@code again}, of deliveries. */
    public long count() {
        return shares.values().stream().mapToLong(Share::count).sum();
    }

    /** Returns the number of matching dead letters that were redriven before. */
    public long before() {
        return before;
    }

    /** Returns the numbers to redrive by reason. */
    public Map<DeadLetterReason, Long> byReason() {
        return Collections.unmodifiableMap(byReason);
    }

    /** Returns the numbers to redrive by subscription. */
    public Map<String, Long> bySubscription() {
        return Collections.unmodifiableMap(bySubscription);
    }

    Redrive job(String id, @Nullable RateLimit rate, Instant now) {
        return new Redrive(id, filter, again, rate, now, shares);
    }
}
