package dev.carteiro.api.registry;

import dev.carteiro.api.registry.Filter.Member;
import dev.carteiro.api.registry.Listing.Order;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * From values of the members that have many (event types, contexts, tenants) to the subscriptions that have them, by id.
 * One thread at a time writes, any may read.
 */
final class LabelIndex {
    private final ConcurrentMap<Key, Posting> postings = new ConcurrentHashMap<>();

    private record Key(Member member, String value) {
    }

    /**
     * The subscriptions that have one value.
     *
     * @param size a skip list would count
     */
    record Posting(ConcurrentNavigableMap<Position, Registered> entries, AtomicInteger size) {
    }

    void add(Registered registered) {
        eachKey(registered.labels(), key -> {
            Posting posting = postings.computeIfAbsent(key,
                    k -> new Posting(new ConcurrentSkipListMap<>(), new AtomicInteger()));
            if (posting.entries.put(Order.ID.of(registered), registered) == null) {
                posting.size.incrementAndGet();
            }
        });
    }

    /** @param now what it became, and was added already if it still exists */
    void removeStale(Registered before, Registered now) {
        eachKey(before.labels(), key -> {
            if (!now.exists() || !key.member().has(now.labels(), key.value())) {
                remove(key, Order.ID.of(before));
            }
        });
    }

    /**
     * The shortest list that has everything a filter admits.
     *
     * @param otherwise where the filter names no member that is indexed
     */
    ConcurrentNavigableMap<Position, Registered> fewest(Filter filter,
            ConcurrentNavigableMap<Position, Registered> otherwise) {
        int least = Integer.MAX_VALUE;
        ConcurrentNavigableMap<Position, Registered> fewest = otherwise;
        for (Map.Entry<Member, String> required : filter.required().entrySet()) {
            if (isIndexed(required.getKey())) {
                Posting posting = postings.get(new Key(required.getKey(), required.getValue()));
                if (posting == null) {
                    return new ConcurrentSkipListMap<>();
                }
                if (posting.size.get() < least) {
                    least = posting.size.get();
                    fewest = posting.entries;
                }
            }
        }
        return fewest;
    }

    private void remove(Key key, Position position) {
        Posting posting = postings.get(key);
        if (posting != null && posting.entries.remove(position) != null && posting.size.decrementAndGet() == 0) {
            postings.remove(key);
        }
    }

    private static boolean isIndexed(Member member) {
        return switch (member) {
            case EVENT, CONTEXT, TENANT -> true;
            case STATE, NAME -> false;
        };
    }

    private static void eachKey(Labels labels, Consumer<Key> action) {
        labels.events().forEach(event -> action.accept(new Key(Member.EVENT, event)));
        if (labels.context() != null) {
            action.accept(new Key(Member.CONTEXT, labels.context()));
        }
        if (labels.tenant() != null) {
            action.accept(new Key(Member.TENANT, labels.tenant()));
        }
    }
}
