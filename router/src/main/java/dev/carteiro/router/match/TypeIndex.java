package dev.carteiro.router.match;

import dev.carteiro.schemas.subscription.TypePattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the groups of all patterns that match an event type. Guarded by the lock of the index.
 *
 * <pre>
 * person.created  -> exact    person.created -> group
 *                 -> wildcard "person."  ->  ""         ->  person.*    -> group
 *                             ""         ->  ".created" ->  *.created   -> group
 *                             ""         ->  ""         ->  *           -> group
 *                             "p"        ->  "d"        ->  p*.*d       -> group
 *                             before the  after the     whole pattern,
 *                             first *     last *        checked last
 * </pre>
 */
final class TypeIndex {
    private final Map<String, PatternGroup> exact = new HashMap<>();
    private final LiteralMap<LiteralMap<Map<TypePattern, PatternGroup>>> wildcards = new LiteralMap<>();

    /** Returns the pattern's group, and creates it if necessary. */
    PatternGroup group(TypePattern pattern) {
        if (pattern.isExact()) {
            return exact.computeIfAbsent(pattern.text(), text -> new PatternGroup());
        }
        List<String> literals = pattern.literals();
        return wildcards.computeIfAbsent(literals.getFirst(), LiteralMap::new)
                .computeIfAbsent(literals.getLast(), HashMap::new)
                .computeIfAbsent(pattern, text -> new PatternGroup());
    }

    /** Removes the pattern's group, which must be empty. */
    void remove(TypePattern pattern) {
        if (pattern.isExact()) {
            exact.remove(pattern.text());
            return;
        }
        String first = pattern.literals().getFirst();
        String last = pattern.literals().getLast();
        LiteralMap<Map<TypePattern, PatternGroup>> suffixes = wildcards.get(first);
        Map<TypePattern, PatternGroup> groups = suffixes == null ? null : suffixes.get(last);
        if (suffixes == null || groups == null) {
            return;
        }
        groups.remove(pattern);
        if (groups.isEmpty()) {
            suffixes.remove(last);
        }
        if (suffixes.isEmpty()) {
            wildcards.remove(first);
        }
    }

    List<PatternGroup> matching(String type) {
        List<PatternGroup> found = new ArrayList<>();
        add(found, exact.get(type));
        for (LiteralMap<Map<TypePattern, PatternGroup>> suffixes : wildcards.valuesOfPrefixes(type)) {
            for (Map<TypePattern, PatternGroup> groups : suffixes.valuesOfSuffixes(type)) {
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
