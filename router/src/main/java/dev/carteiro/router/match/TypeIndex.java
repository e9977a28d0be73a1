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
    private final Map<String, PatternGroup> exact = new HashMap<>();
    private final LiteralMap<LiteralMap<Map<TypePattern, PatternGroup>>> wildcards = new LiteralMap<>();

    /** The pattern's group, a new one if there was none. */
    PatternGroup group(TypePattern pattern) {
        if (pattern.isExact()) {
            return exact.computeIfAbsent(pattern.text(), text -> new PatternGroup());
        }
        List<String> literals = pattern.literals();
        return wildcards.computeIfAbsent(literals.getFirst(), LiteralMap::new)
                .computeIfAbsent(literals.getLast(), HashMap::new)
                .computeIfAbsent(pattern, text -> new PatternGroup());
    }

    /** Drops the pattern's group, which has become empty. */
    void drop(TypePattern pattern) {
        if (pattern.isExact()) {
            exact.remove(pattern.text());
            return;
        }
        String first = pattern.literals().getFirst();
        String last = pattern.literals().getLast();
        LiteralMap<Map<TypePattern, PatternGroup>> ends = wildcards.get(first);
        Map<TypePattern, PatternGroup> groups = ends == null ? null : ends.get(last);
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

    List<PatternGroup> matching(String type) {
        List<PatternGroup> found = new ArrayList<>();
        add(found, exact.get(type));
        for (LiteralMap<Map<TypePattern, PatternGroup>> ends : wildcards.startsOf(type)) {
            for (Map<TypePattern, PatternGroup> groups : ends.endsOf(type)) {
                groups.forEach((pattern, group) -> add(found, pattern.matches(type) ? group : null));
            }
        }
        return found;
    }

    boolean isEmpty() {
        return exact.isEmpty() && wildcards.isEmpty();
    }

    private static void add(List<PatternGroup> found, @Nullable PatternGroup group) {
        if (group != null) {
            found.add(group);
        }
    }
}
