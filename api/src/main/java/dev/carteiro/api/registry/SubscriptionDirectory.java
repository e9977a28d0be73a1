package dev.carteiro.api.registry;

import dev.carteiro.api.registry.SubscriptionFilter.Member;
import dev.carteiro.api.registry.LabelIndex.Candidates;
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
 * The subscriptions that exist, sorted and indexed, so that a page costs what is on it. One thread at a time writes, any
 * may read; a list that is read meanwhile shows each subscription as it was before or after a change.
 *
 * <p>A list that is filtered walks the shortest of the indexes that its filter names, and tests the rest of the filter on
 * each. Indexes are sorted by id: for a list by name a short one is sorted anew, and where even the shortest is long, the
 * names are walked, of which many fit then.
 *
 * <p>All indexes are skip lists, in which a place in the middle costs a search through memory that no cache holds. So what
 * is there at the start comes in one by one nowhere, but all at once and sorted.
 */
final class SubscriptionDirectory {
    private static final int SORTED_ANEW = 5_000;

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

    /** What its subscriptions take; of all of them, those included that have no tenant. */
    UsageByTenant usage() {
        return usage;
    }

    /** @param many that exist; none of them is in here yet */
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

    /** @param before what it replaces */
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
            if (registered != null && listing.filter().admits(registered.labels())) {
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

    /** In the list's order, from where it begins. */
    private Iterator<String> candidates(SubscriptionQuery listing) {
        boolean down = listing.descending() != listing.backwards();
        Candidates fewest = fewest(listing.filter());
        SortPosition from = listing.from();
        return switch (listing.order()) {
            case ID -> part(fewest == null ? ids : fewest.ids(), from == null ? null : from.id(), down).iterator();
            case NAME -> {
                NavigableSet<SortPosition> entries = fewest == null || fewest.size() > SORTED_ANEW
                        ? names.all()
                        : byName(fewest.ids());
                yield part(entries, from, down).stream().map(SortPosition::id).iterator();
            }
        };
    }

    private @Nullable Candidates fewest(SubscriptionFilter filter) {
        Candidates fewest = index.fewest(filter);
        String name = filter.values().get(Member.NAME);
        if (name == null) {
            return fewest;
        }
        Candidates named = names.named(name,
                fewest == null ? SORTED_ANEW : Math.min(fewest.size(), SORTED_ANEW));
        return named == null ? fewest : named;
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

    private static <T> NavigableSet<T> part(NavigableSet<T> entries, @Nullable T from, boolean down) {
        if (from == null) {
            return down ? entries.descendingSet() : entries;
        }
        return down ? entries.headSet(from, false).descendingSet() : entries.tailSet(from, false);
    }
}
