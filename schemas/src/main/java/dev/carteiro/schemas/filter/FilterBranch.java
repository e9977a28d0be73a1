package dev.carteiro.schemas.filter;

import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A place in the tree of field names that one alternative of a filter is, with everything below it. Immutable.
 *
 * <pre>
 * {"data": {"a": [1], "b": {"c": [2], "d": [{"exists": false}]}}}
 *
 * ""  - data -+- a  leaf 0, required
 *             +- b -+- c  leaf 1, required
 *                   +- d  leaf 2, absent
 * </pre>
 *
 * <p>Leaves are numbered by the order of their full names, because event-ruler decides by that order in which elements of
 * an array a field must be absent: in those of the elements that fields before it were found in.
 *
 * @param name the last name of the path that leads here; empty at the root
 * @param leaf what is asked of the values here
 * @param firstRequired the lowest number of a required leaf here and below; {@link #NONE} if there is none
 * @param firstRequiredBelow the same without the leaf here
 * @param hasAbsent whether a leaf here or below must be absent
 */
record FilterBranch(String name, @Nullable Leaf leaf, List<FilterBranch> children, int firstRequired, int firstRequiredBelow,
        boolean hasAbsent) {
    static final int NONE = Integer.MAX_VALUE;

    FilterBranch {
        children = List.copyOf(children);
    }

    /**
     * One field of a filter.
     *
     * @param number its place in the order of full names
     * @param conditions one of which a value must pass; none where the field must be absent
     */
    record Leaf(int number, List<Condition> conditions) {
        Leaf {
            conditions = List.copyOf(conditions);
        }

        boolean isAbsent() {
            return conditions.isEmpty();
        }
    }

    static FilterBranch of(String name, @Nullable Leaf leaf, List<FilterBranch> children) {
        int below = NONE;
        boolean hasAbsent = leaf != null && leaf.isAbsent();
        for (FilterBranch child : children) {
            below = Math.min(below, child.firstRequired);
            hasAbsent |= child.hasAbsent;
        }
        int first = leaf == null || leaf.isAbsent() ? below : Math.min(leaf.number(), below);
        return new FilterBranch(name, leaf, children, first, below, hasAbsent);
    }

    boolean requiresLeaf() {
        return leaf != null && !leaf.isAbsent();
    }

    /** Returns this branch with those of its required leaves only, and with all that must be absent. */
    FilterBranch requiring(IntPredicate numbers) {
        Leaf kept = leaf == null || leaf.isAbsent() || numbers.test(leaf.number()) ? leaf : null;
        return of(name, kept, children.stream().map(child -> child.requiring(numbers)).toList());
    }

    /** Returns this branch with those of its leaves only. */
    FilterBranch keeping(IntPredicate numbers) {
        return of(name, leaf != null && numbers.test(leaf.number()) ? leaf : null,
                children.stream().map(child -> child.keeping(numbers)).toList());
    }
}
