package dev.carteiro.api.registry;

import dev.carteiro.api.registry.LabelIndex.Candidates;
import dev.carteiro.api.registry.SubscriptionFilter.Member;
import dev.carteiro.api.registry.SubscriptionQuery.SortOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * The existing subscriptions, sorted and indexed, so that the cost of a page depends on the page only. One thread at a
 * time writes, any thread may read; a concurrent read sees each subscription as it was before or after a change.
 *
 * <p>A filtered list walks the shortest index that its filter names and tests the rest of the filter on each entry.
 * Indexes are sorted by id. A list by name sorts a short index; if even the shortest is long, it walks the names, of
 * which many then match.
 *
 * <p>All indexes are skip lists. An insertion in the middle costs a search through memory outside the caches, so the
 * initial load inserts everything sorted.
 */
final class SubscriptionDirectory {
    private static final int MAX_SORTED_CANDIDATES = 5_000;

    private final ConcurrentMap<String, RegisteredSubscription> byId = new ConcurrentHashMap<>();
    private final NavigableSet<String> ids = new ConcurrentSkipListSet<>();
    private final NameIndex names = new NameIndex();
    private final LabelIndex index = new LabelIndex();
    private final UsageByTenant usage = new UsageByTenant();

    @Nullable
    RegisteredSubscription find(String id) {
        return byId.get(id);
    }

    int size() {
        return byId.size();
    }

    /** Returns the usage by tenant; the total includes subscriptions without a tenant. */
    UsageByTenant usage() {
        return usage;
    }

    /**
     * Adds many subscriptions at once.
     *
     * @param many existing subscriptions, none of which is in the directory
     */
    void addAll(Collection<RegisteredSubscription> many) {
        List<RegisteredSubscription> sorted = new ArrayList<>(many);
        sorted.sort(Comparator.comparing(RegisteredSubscription::id));
        for (RegisteredSubscription registered : sorted) {
            byId.put(registered.id(), registered);
            usage.add(registered.labels().tenant(), SubscriptionUsage.of(registered));
            ids.add(registered.id());
            index.add(registered.id(), registered.labels());
        }
        names.addAll(sorted);
    }

    /**
     * Replaces a subscription's entry.
     *
     * @param before the entry that is replaced
     */
    void replace(RegisteredSubscription before, RegisteredSubscription now) {
        SubscriptionLabels old = before.exists() ? before.labels() : null;
        if (old != null) {
            usage.add(old.tenant(), SubscriptionUsage.NONE.minus(SubscriptionUsage.of(before)));
        }
        if (now.exists()) {
            usage.add(now.labels().tenant(), SubscriptionUsage.of(now));
        }
        if (!now.exists()) {
            byId.remove(now.id());
            ids.remove(now.id());
            names.replace(now.id(), old, null);
            if (old != null) {
                index.removeStale(now.id(), old, null);
            }
            return;
        }
        byId.put(now.id(), now);
        SubscriptionLabels labels = now.labels();
        if (labels.equals(old)) {
            return;
        }
        ids.add(now.id());
        names.replace(now.id(), old, labels);
        index.add(now.id(), labels);
        if (old != null) {
            index.removeStale(now.id(), old, labels);
        }
    }

    SubscriptionPage list(SubscriptionQuery listing) {
        List<RegisteredSubscription> items = new ArrayList<>();
        Iterator<String> candidates = candidates(listing);
        boolean more = false;
        long bytes = 0;
        while (candidates.hasNext() && !more) {
            RegisteredSubscription registered = byId.get(candidates.next());
            if (registered != null && listing.filter().matches(registered.labels())) {
                bytes += registered.pageBytes();
                more = items.size() == listing.size() || (!items.isEmpty() && bytes > listing.bytes());
                if (!more) {
                    items.add(registered);
                }
            }
        }
        if (listing.backwards()) {
            Collections.reverse(items);
            return new SubscriptionPage(items, more, true);
        }
        return new SubscriptionPage(items, listing.from() != null, more);
    }

    /** Returns the ids in the list's order, from its starting position. */
    private Iterator<String> candidates(SubscriptionQuery listing) {
        boolean descending = listing.descending() != listing.backwards();
        Candidates smallest = smallest(listing.filter());
        SortPosition from = listing.from();
        return switch (listing.order()) {
            case ID ->
                range(smallest == null ? ids : smallest.ids(), from == null ? null : from.id(), descending).iterator();
            case NAME -> {
                NavigableSet<SortPosition> entries = smallest == null || smallest.size() > MAX_SORTED_CANDIDATES
                        ? names.all()
                        : byName(smallest.ids());
                yield range(entries, from, descending).stream().map(SortPosition::id).iterator();
            }
        };
    }

    private @Nullable Candidates smallest(SubscriptionFilter filter) {
        Candidates smallest = index.smallest(filter);
        String name = filter.values().get(Member.NAME);
        if (name == null) {
            return smallest;
        }
        Candidates named = names.withName(name,
                smallest == null ? MAX_SORTED_CANDIDATES : Math.min(smallest.size(), MAX_SORTED_CANDIDATES));
        return named == null ? smallest : named;
    }

    private NavigableSet<SortPosition> byName(NavigableSet<String> some) {
        NavigableSet<SortPosition> sorted = new TreeSet<>();
        for (String id : some) {
            RegisteredSubscription registered = byId.get(id);
            if (registered != null) {
                sorted.add(SortOrder.NAME.of(registered));
            }
        }
        return sorted;
    }

    private static <T> NavigableSet<T> range(NavigableSet<T> entries, @Nullable T from, boolean descending) {
        if (from == null) {
            return descending ? entries.descendingSet() : entries;
        }
        return descending ? entries.headSet(from, false).descendingSet() : entries.tailSet(from, false);
    }
}
