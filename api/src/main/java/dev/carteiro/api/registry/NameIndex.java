package dev.carteiro.api.registry;

import dev.carteiro.api.registry.LabelIndex.Candidates;
import dev.carteiro.api.registry.SubscriptionQuery.SortOrder;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * All subscriptions by name, those of one name by id, those without one first. One thread at a time writes, any may read.
 */
final class NameIndex {
    private final NavigableSet<SortPosition> entries = new ConcurrentSkipListSet<>();

    NavigableSet<SortPosition> all() {
        return entries;
    }

    void addAll(Collection<RegisteredSubscription> many) {
        // Sorted first: each then goes to the end, which costs a fraction of a place in the middle.
        many.stream().map(SortOrder.NAME::of).sorted().forEach(entries::add);
    }

    void replace(String id, @Nullable SubscriptionLabels before, @Nullable SubscriptionLabels now) {
        SortPosition old = before == null ? null : SortOrder.byName(id, before);
        SortPosition next = now == null ? null : SortOrder.byName(id, now);
        if (next != null) {
            entries.add(next);
        }
        if (old != null && !old.equals(next)) {
            entries.remove(old);
        }
    }

    /** Those of exactly this name; {@code null} if they are more than that. */
    @Nullable
    Candidates named(String name, int atMost) {
        NavigableSet<String> ids = new TreeSet<>();
        for (SortPosition position : entries.tailSet(new SortPosition(name, ""), true)) {
            if (!position.key().equals(name)) {
                break;
            }
            if (ids.size() == atMost) {
                return null;
            }
            ids.add(position.id());
        }
        return new Candidates(ids, ids.size());
    }
}
