package dev.carteiro.router.match;

import dev.carteiro.schemas.subscription.TypePattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first step: from an event type to the buckets of all patterns that match it. Guarded by the index's lock.
 *
 * <pre>
 * person.created  -> exact    person.created -> bucket
 *                 -> wildcard "person."  ->  ""         ->  person.*    -> bucket
 *                             ""         ->  ".created" ->  *.created   -> bucket
 *                             ""         ->  ""         ->  *           -> bucket
 *                             "p"        ->  "d"        ->  p*.*d       -> bucket
 *                             before the  behind the        whole pattern, checked last
 *                             first star  last star
 * </pre>
 */
final class TypeIndex {
    private final Map<String, Bucket> exact = new HashMap<>();
    private final LiteralMap<LiteralMap<Map<TypePattern, Bucket>>> wildcards = new LiteralMap<>();

    /** The pattern's bucket, a new one if there was none. */
    Bucket bucket(TypePattern pattern) {
        if (pattern.isExact()) {
            return exact.computeIfAbsent(pattern.text(), text -> new Bucket());
        }
        List<String> literals = pattern.literals();
        return wildcards.computeIfAbsent(literals.getFirst(), LiteralMap::new)
                .computeIfAbsent(literals.getLast(), HashMap::new)
                .computeIfAbsent(pattern, text -> new Bucket());
    }

    /** Drops the pattern's bucket, which has become empty. */
    void drop(TypePattern pattern) {
        if (pattern.isExact()) {
            exact.remove(pattern.text());
            return;
        }
        String first = pattern.literals().getFirst();
        String last = pattern.literals().getLast();
        LiteralMap<Map<TypePattern, Bucket>> ends = wildcards.get(first);
        Map<TypePattern, Bucket> buckets = ends == null ? null : ends.get(last);
        if (ends == null || buckets == null) {
            return;
        }
        buckets.remove(pattern);
        if (buckets.isEmpty()) {
            ends.remove(last);
        }
        if (ends.isEmpty()) {
            wildcards.remove(first);
        }
    }

    List<Bucket> matching(String type) {
        List<Bucket> found = new ArrayList<>();
        add(found, exact.get(type));
        for (LiteralMap<Map<TypePattern, Bucket>> ends : wildcards.startsOf(type)) {
            for (Map<TypePattern, Bucket> buckets : ends.endsOf(type)) {
                buckets.forEach((pattern, bucket) -> add(found, pattern.matches(type) ? bucket : null));
            }
        }
        return found;
    }

    boolean isEmpty() {
        return exact.isEmpty() && wildcards.isEmpty();
    }

    private static void add(List<Bucket> found, @Nullable Bucket bucket) {
        if (bucket != null) {
            found.add(bucket);
        }
    }
}
