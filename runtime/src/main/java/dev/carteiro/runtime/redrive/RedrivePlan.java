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
 * What a redrive would do, found by looking at every letter once, or at as many as may be looked at. Owned by one thread while it is made.
 *
 * <p>A letter is redriven at most once, unless it is asked for again: one that an earlier job covers is that job's. This
 * follows from the jobs alone, and the dispatchers follow the same rule. Asked for again, a delivery is sent once, however many
 * letters its rounds have left: its last letter counts.
 */
public final class RedrivePlan {
    private final DeadLetterFilter filter;
    private final boolean again;
    private final List<Redrive> earlier;
    private final SortedMap<Integer, Share> shares = new TreeMap<>();
    private final Map<DeadLetterReason, Long> byReason = new EnumMap<>(DeadLetterReason.class);
    private final Map<String, Long> bySubscription = new HashMap<>();

    /** By delivery, where one may have several letters: all that is kept of each. */
    private final Map<String, CountedDelivery> counted = new HashMap<>();
    private long before;
    private @Nullable ScanCursor next;

    /** A delivery as it was counted at its last letter so far. */
    private record CountedDelivery(DeadLetterReason reason, boolean wasBefore) {
    }

    /** @param earlier the jobs that there are, in the order in which they were written */
    RedrivePlan(DeadLetterFilter filter, boolean again, List<Redrive> earlier) {
        this.filter = filter;
        this.again = again;
        this.earlier = List.copyOf(earlier);
    }

    /** Letters come in ascending order in each partition. */
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
                ? counted.put(letter.content().delivery().id(), new CountedDelivery(letter.content().reason(), wasBefore))
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

    /** Where another plan has to go on; {@code null} if this one has seen all there is. */
    public @Nullable ScanCursor next() {
        return next;
    }

    /** Letters to redrive; asked for again, deliveries. */
    public long count() {
        return shares.values().stream().mapToLong(Share::count).sum();
    }

    /** Letters that match and were redriven before. */
    public long before() {
        return before;
    }

    /** Of those to redrive. */
    public Map<DeadLetterReason, Long> byReason() {
        return Collections.unmodifiableMap(byReason);
    }

    /** Of those to redrive. */
    public Map<String, Long> bySubscription() {
        return Collections.unmodifiableMap(bySubscription);
    }

    Redrive job(String id, @Nullable RateLimit rate, Instant now) {
        return new Redrive(id, filter, again, rate, now, shares);
    }
}
