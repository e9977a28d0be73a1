package dev.carteiro.api.registry;

import dev.carteiro.api.registry.LabelIndex.Posting;
import dev.carteiro.api.registry.Listing.Order;
import java.util.ArrayList;
import java.util.Collections;
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
 */
final class Directory {
    private static final int SORTED_ANEW = 5_000;

    private final ConcurrentMap<String, Registered> byId = new ConcurrentHashMap<>();
    private final NavigableSet<Position> ids = new ConcurrentSkipListSet<>();
    private final NavigableSet<Position> names = new ConcurrentSkipListSet<>();
    private final LabelIndex index = new LabelIndex();

    @Nullable
    Registered find(String id) {
        return byId.get(id);
    }

    int size() {
        return byId.size();
    }

    /** @param before what it replaces */
    void replace(Registered before, Registered now) {
        Labels old = before.exists() ? before.labels() : null;
        if (!now.exists()) {
            byId.remove(now.id());
            ids.remove(Order.byId(now.id()));
            if (old != null) {
                names.remove(Order.byName(now.id(), old));
                index.removeStale(now.id(), old, null);
            }
            return;
        }
        byId.put(now.id(), now);
        Labels labels = now.labels();
        if (labels.equals(old)) {
            return;
        }
        ids.add(Order.byId(now.id()));
        names.add(Order.byName(now.id(), labels));
        index.add(now.id(), labels);
        if (old != null) {
            if (!Order.byName(now.id(), old).equals(Order.byName(now.id(), labels))) {
                names.remove(Order.byName(now.id(), old));
            }
            index.removeStale(now.id(), old, labels);
        }
    }

    Page list(Listing listing) {
        List<Registered> found = new ArrayList<>();
        for (Position position : candidates(listing)) {
            Registered registered = byId.get(position.id());
            if (registered != null && listing.filter().admits(registered.labels())) {
                found.add(registered);
                if (found.size() > listing.size()) {
                    break;
                }
            }
        }
        boolean more = found.size() > listing.size();
        List<Registered> items = more ? found.subList(0, listing.size()) : found;
        if (listing.backwards()) {
            Collections.reverse(items);
            return new Page(items, more, true);
        }
        return new Page(items, listing.from() != null, more);
    }

    private NavigableSet<Position> candidates(Listing listing) {
        boolean down = listing.descending() != listing.backwards();
        Posting fewest = index.fewest(listing.filter());
        NavigableSet<Position> entries = switch (listing.order()) {
            case ID -> fewest == null ? ids : fewest.entries();
            case NAME -> fewest != null && fewest.size() <= SORTED_ANEW ? byName(fewest) : names;
        };
        Position from = listing.from();
        if (from != null) {
            entries = down ? entries.headSet(from, false) : entries.tailSet(from, false);
        }
        return down ? entries.descendingSet() : entries;
    }

    private NavigableSet<Position> byName(Posting posting) {
        NavigableSet<Position> sorted = new TreeSet<>();
        for (Position position : posting.entries()) {
            Registered registered = byId.get(position.id());
            if (registered != null) {
                sorted.add(Order.byName(registered.id(), registered.labels()));
            }
        }
        return sorted;
    }
}
