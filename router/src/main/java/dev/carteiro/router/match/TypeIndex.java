package dev.carteiro.router.match;

import dev.carteiro.schemas.subscription.TypePattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds, for an event type, the groups of all patterns that match it. Guarded by the index's lock.
 *
 * <pre>
 * person.created  -> exact    person.created -> group
 *                 -> wildcard "person."  ->  ""         ->  person.*    -> group
 *                             ""         ->  ".created" ->  *.created   -> group
 *                             ""         ->  ""         ->  *           -> group
 *                             "p"        ->  "d"        ->  p*.*d       -> group
 *                             before the  behind the        whole pattern, checked last
 *                             first star  last star
 * </pre>
 */
final class TypeIndex {
    private final Map<String, Group> exact = new HashMap<>();
    private final LiteralMap<LiteralMap<Map<TypePattern, Group>>> wildcards = new LiteralMap<>();

    /** The pattern's group, a new one if there was none. */
    Group group(TypePattern pattern) {
        if (pattern.isExact()) {
            return exact.computeIfAbsent(pattern.text(), text -> new Group());
        }
        List<String> literals = pattern.literals();
        return wildcards.computeIfAbsent(literals.getFirst(), LiteralMap::new)
                .computeIfAbsent(literals.getLast(), HashMap::new)
                .computeIfAbsent(pattern, text -> new Group());
    }

    /** Drops the pattern's group, which has become empty. */
    void drop(TypePattern pattern) {
        if (pattern.isExact()) {
            exact.remove(pattern.text());
            return;
        }
        String first = pattern.literals().getFirst();
        String last = pattern.literals().getLast();
        LiteralMap<Map<TypePattern, Group>> ends = wildcards.get(first);
        Map<TypePattern, Group> groups = ends == null ? null : ends.get(last);
        if (ends == null || groups == null) {
            return;
        }
        groups.remove(pattern);
        if (groups.isEmpty()) {
            ends.remove(last);
        }
        if (ends.isEmpty()) {
            wildcards.remove(first);
        }
    }

    List<Group> matching(String type) {
        List<Group> found = new ArrayList<>();
        add(found, exact.get(type));
        for (LiteralMap<Map<TypePattern, Group>> ends : wildcards.startsOf(type)) {
            for (Map<TypePattern, Group> groups : ends.endsOf(type)) {
                groups.forEach((pattern, group) -> add(found, pattern.matches(type) ? group : null));
            }
        }
        return found;
    }

    boolean isEmpty() {
        return exact.isEmpty() && wildcards.isEmpty();
    }

    private static void add(List<Group> found, @Nullable Group group) {
        if (group != null) {
            found.add(group);
        }
    }
}
