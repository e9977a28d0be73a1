package dev.carteiro.api.registry;

import dev.carteiro.api.registry.SubscriptionFilter.Member;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Maps values that many subscriptions share to the ids of those that have them. One thread at a time writes, any thread
 * may read. Names are in {@link NameIndex}, because most belong to one subscription only.
 */
final class LabelIndex {
    private final ConcurrentMap<Key, Posting> postings = new ConcurrentHashMap<>();

    private record Key(Member member, String value) {
    }

    /**
     * The subscriptions with one value.
     *
     * @param count their number, which a skip list could only find by counting
     */
    private record Posting(NavigableSet<String> ids, AtomicInteger count) {
        static Posting empty() {
            return new Posting(new ConcurrentSkipListSet<>(), new AtomicInteger());
        }

        int size() {
            return count.get();
        }
    }

    /**
     * A set of ids that contains every match of a filter.
     *
     * @param size approximate number of ids
     */
    record Candidates(NavigableSet<String> ids, int size) {
        static final Candidates NONE = new Candidates(Collections.emptyNavigableSet(), 0);
    }

    void add(String id, SubscriptionLabels labels) {
        forEachKey(labels, key -> {
            Posting posting = postings.computeIfAbsent(key, k -> Posting.empty());
            if (posting.ids.add(id)) {
                posting.count.incrementAndGet();
            }
        });
    }

    /**
     * Removes a subscription from values that it no longer has.
     *
     * @param now its current labels, which were added already; {@code null} if it was deleted
     */
    void removeStale(String id, SubscriptionLabels before, @Nullable SubscriptionLabels now) {
        forEachKey(before, key -> {
            if (now == null || !key.member().has(now, key.value())) {
                remove(key, id);
            }
        });
    }

    /** Returns the smallest set of candidates; {@code null} if the filter names no indexed member. */
    @Nullable
    Candidates smallest(SubscriptionFilter filter) {
        Candidates smallest = null;
        for (Map.Entry<Member, String> required : filter.required().entrySet()) {
            if (required.getKey() == Member.NAME) {
                continue;
            }
            Posting posting = postings.get(new Key(required.getKey(), required.getValue()));
            if (posting == null) {
                return Candidates.NONE;
            }
            if (smallest == null || posting.size() < smallest.size()) {
                smallest = new Candidates(posting.ids(), posting.size());
            }
        }
        return smallest;
    }

    private void remove(Key key, String id) {
        Posting posting = postings.get(key);
        if (posting != null && posting.ids.remove(id) && posting.count.decrementAndGet() == 0) {
            postings.remove(key);
        }
    }

    private static void forEachKey(SubscriptionLabels labels, Consumer<Key> action) {
        labels.events().forEach(event -> action.accept(new Key(Member.EVENT, event)));
        action.accept(new Key(Member.STATE, labels.state()));
        forEachKey(Member.CONTEXT, labels.context(), action);
        forEachKey(Member.TENANT, labels.tenant(), action);
    }

    private static void forEachKey(Member member, @Nullable String value, Consumer<Key> action) {
        if (value != null) {
            action.accept(new Key(member, value));
        }
    }
}
