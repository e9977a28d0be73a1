package dev.carteiro.api.registry;

import dev.carteiro.api.registry.Filter.Member;
import dev.carteiro.api.registry.Listing.Order;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From the values that lists can be filtered by to the subscriptions that have them, by id. One thread at a time writes,
 * any may read.
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
    record Posting(NavigableSet<Position> entries, AtomicInteger count) {
        static Posting empty() {
            return new Posting(new ConcurrentSkipListSet<>(), new AtomicInteger());
        }

        int size() {
            return count.get();
        }
    }

    void add(String id, Labels labels) {
        eachKey(labels, key -> {
            Posting posting = postings.computeIfAbsent(key, k -> Posting.empty());
            if (posting.entries.add(Order.byId(id))) {
                posting.count.incrementAndGet();
            }
        });
    }

    /** @param still what it has now, and was added already; {@code null} if it is gone */
    void removeStale(String id, Labels before, @Nullable Labels still) {
        eachKey(before, key -> {
            if (still == null || !key.member().has(still, key.value())) {
                remove(key, Order.byId(id));
            }
        });
    }

    /** The shortest list that has everything a filter admits; {@code null} for a filter that admits everything. */
    @Nullable
    Posting fewest(Filter filter) {
        Posting fewest = null;
        for (Map.Entry<Member, String> required : filter.required().entrySet()) {
            Posting posting = postings.get(new Key(required.getKey(), required.getValue()));
            if (posting == null) {
                return Posting.empty();
            }
            if (fewest == null || posting.size() < fewest.size()) {
                fewest = posting;
            }
        }
        return fewest;
    }

    private void remove(Key key, Position position) {
        Posting posting = postings.get(key);
        if (posting != null && posting.entries.remove(position) && posting.count.decrementAndGet() == 0) {
            postings.remove(key);
        }
    }

    private static void eachKey(Labels labels, Consumer<Key> action) {
        labels.events().forEach(event -> action.accept(new Key(Member.EVENT, event)));
        action.accept(new Key(Member.STATE, labels.state()));
        eachKey(Member.CONTEXT, labels.context(), action);
        eachKey(Member.TENANT, labels.tenant(), action);
        eachKey(Member.NAME, labels.name(), action);
    }

    private static void eachKey(Member member, @Nullable String value, Consumer<Key> action) {
        if (value != null) {
            action.accept(new Key(member, value));
        }
    }
}
