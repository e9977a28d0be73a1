package dev.carteiro.router.match;

import java.util.List;
import java.util.Map;

/** The subscriptions that share a type pattern, by audience. Guarded by the index's lock. */
final class Bucket {
    private Map<Audience, Group> groups = Map.of();

    void add(Audience audience, Candidate candidate) {
        Group group = groups.get(audience);
        if (group == null) {
            group = new Group();
            groups = Few.with(groups, audience, group);
        }
        group.add(candidate);
    }

    void remove(Audience audience, String id) {
        Group group = groups.get(audience);
        if (group != null) {
            group.remove(id);
            if (group.isEmpty()) {
                groups = Few.without(groups, audience);
            }
        }
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    void collect(List<Audience> audiences, Selection selection) {
        for (Audience audience : audiences) {
            Group group = groups.get(audience);
            if (group != null) {
                group.collect(selection);
            }
        }
    }
}
