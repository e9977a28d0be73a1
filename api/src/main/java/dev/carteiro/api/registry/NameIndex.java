package dev.carteiro.api.registry;

import dev.carteiro.api.registry.LabelIndex.Candidates;
import dev.carteiro.api.registry.SubscriptionQuery.SortOrder;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * Sorts all subscriptions by name, then by id; those without a name come first. One thread at a time writes, any thread
 * may read.
 */
final class NameIndex {
    private final NavigableSet<SortPosition> entries = new ConcurrentSkipListSet<>();

    NavigableSet<SortPosition> all() {
        return entries;
    }

    void addAll(Collection<RegisteredSubscription> many) {
        // Sorted first: appending costs a fraction of an insertion in the middle.
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

    /** Returns the subscriptions with exactly this name; {@code null} if there are more than {@code atMost}. */
    @Nullable
    Candidates withName(String name, int atMost) {
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
