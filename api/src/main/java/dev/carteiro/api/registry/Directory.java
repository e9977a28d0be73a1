package dev.carteiro.api.registry;

import dev.carteiro.api.registry.Listing.Order;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions that exist, sorted and indexed, so that a page costs what is on it. One thread at a time writes, any
 * may read; a list that is read meanwhile shows each subscription as it was before or after a change.
 *
 * <p>A list by id that is filtered walks the shortest of the indexes that its filter names, and tests the rest of the
 * filter on each; a list by name walks the names.
 */
final class Directory {
    private final ConcurrentMap<String, Registered> byId = new ConcurrentHashMap<>();
    private final ConcurrentNavigableMap<Position, Registered> ids = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<Position, Registered> names = new ConcurrentSkipListMap<>();
    private final LabelIndex labels = new LabelIndex();

    @Nullable
    Registered find(String id) {
        return byId.get(id);
    }

    int size() {
        return byId.size();
    }

    /** @param before what it replaces */
    void replace(Registered before, Registered now) {
        if (now.exists()) {
            byId.put(now.id(), now);
            ids.put(Order.ID.of(now), now);
            names.put(Order.NAME.of(now), now);
            labels.add(now);
        } else {
            byId.remove(now.id());
            ids.remove(Order.byId(now.id()));
        }
        if (before.exists()) {
            if (!now.exists() || !Order.NAME.of(now).equals(Order.NAME.of(before))) {
                names.remove(Order.NAME.of(before));
            }
            labels.removeStale(before, now);
        }
    }

    Page list(Listing listing) {
        boolean down = listing.descending() != listing.backwards();
        List<Registered> found = new ArrayList<>();
        for (Registered registered : candidates(listing, down).values()) {
            if (listing.filter().admits(registered.labels())) {
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

    private NavigableMap<Position, Registered> candidates(Listing listing, boolean down) {
        ConcurrentNavigableMap<Position, Registered> entries = switch (listing.order()) {
            case ID -> labels.fewest(listing.filter(), ids);
            case NAME -> names;
        };
        Position from = listing.from();
        if (from != null) {
            entries = down ? entries.headMap(from, false) : entries.tailMap(from, false);
        }
        return down ? entries.descendingMap() : entries;
    }
}
