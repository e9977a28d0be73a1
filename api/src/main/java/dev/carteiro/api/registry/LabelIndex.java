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
 * From the values that many subscriptions share to the ids of those that have them. One thread at a time writes, any may
 * read. Names are not among them: {@link NameIndex} has those, since most are given to one subscription only.
 */
final class LabelIndex {
    private final ConcurrentMap<Key, Posting> postings = new ConcurrentHashMap<>();

    private record Key(Member member, String value) {
    }

    /**
     * The subscriptions that have one value.
     *
     * @param count a skip list would have to count
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
     * Ids that hold all that a filter admits.
     *
     * @param size about how many they are
     */
    record Candidates(NavigableSet<String> ids, int size) {
        static final Candidates NONE = new Candidates(Collections.emptyNavigableSet(), 0);
    }

    void add(String id, SubscriptionLabels labels) {
        eachKey(labels, key -> {
            Posting posting = postings.computeIfAbsent(key, k -> Posting.empty());
            if (posting.ids.add(id)) {
                posting.count.incrementAndGet();
            }
        });
    }

    /** @param still what it has now, and was added already; {@code null} if it is gone */
    void removeStale(String id, SubscriptionLabels before, @Nullable SubscriptionLabels still) {
        eachKey(before, key -> {
            if (still == null || !key.member().has(still, key.value())) {
                remove(key, id);
            }
        });
    }

    /** The fewest that can be told; {@code null} where the filter says nothing that is indexed. */
    @Nullable
    Candidates fewest(SubscriptionFilter filter) {
        Candidates fewest = null;
        for (Map.Entry<Member, String> required : filter.required().entrySet()) {
            if (required.getKey() == Member.NAME) {
                continue;
            }
            Posting posting = postings.get(new Key(required.getKey(), required.getValue()));
            if (posting == null) {
                return Candidates.NONE;
            }
            if (fewest == null || posting.size() < fewest.size()) {
                fewest = new Candidates(posting.ids(), posting.size());
            }
        }
        return fewest;
    }

    private void remove(Key key, String id) {
        Posting posting = postings.get(key);
        if (posting != null && posting.ids.remove(id) && posting.count.decrementAndGet() == 0) {
            postings.remove(key);
        }
    }

    private static void eachKey(SubscriptionLabels labels, Consumer<Key> action) {
        labels.events().forEach(event -> action.accept(new Key(Member.EVENT, event)));
        action.accept(new Key(Member.STATE, labels.state()));
        eachKey(Member.CONTEXT, labels.context(), action);
        eachKey(Member.TENANT, labels.tenant(), action);
    }

    private static void eachKey(Member member, @Nullable String value, Consumer<Key> action) {
        if (value != null) {
            action.accept(new Key(member, value));
        }
    }
}
