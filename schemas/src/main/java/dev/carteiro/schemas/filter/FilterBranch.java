package dev.carteiro.schemas.filter;

import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A node, with its subtree, in the tree of field names that represents one alternative of a filter. Immutable.
 *
 * <pre>
 * {"data": {"a": [1], "b": {"c": [2], "d": [{"exists": false}]}}}
 *
 * ""  - data -+- a  leaf 0, required
 *             +- b -+- c  leaf 1, required
 *                   +- d  leaf 2, absent
 * </pre>
 *
 * <p>Leaves are numbered in the order of their full names. Like event-ruler, the evaluation uses that order to decide
 * where in an array a field must be absent: in the elements in which the fields before it were found.
 *
 * @param name last name of the path to this node; empty for the root
 * @param leaf conditions for the values of this node
 * @param firstRequired lowest number of a required leaf in this subtree; {@link #NONE} if there is none
 * @param firstRequiredBelow the same without this node's own leaf
 * @param hasAbsent whether a leaf in this subtree must be absent
 */
record FilterBranch(String name, @Nullable Leaf leaf, List<FilterBranch> children, int firstRequired,
        int firstRequiredBelow,
        boolean hasAbsent) {
    static final int NONE = Integer.MAX_VALUE;

    FilterBranch {
        children = List.copyOf(children);
    }

    /**
     * One field of a filter.
     *
     * @param number position in the order of full names
     * @param conditions conditions, of which a value must satisfy one; empty if the field must be absent
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

    /**
     * Returns this branch with only the required leaves whose numbers match, and with all leaves that must be absent.
     */
    FilterBranch requiring(IntPredicate numbers) {
        Leaf kept = leaf == null || leaf.isAbsent() || numbers.test(leaf.number()) ? leaf : null;
        return of(name, kept, children.stream().map(child -> child.requiring(numbers)).toList());
    }

    /** Returns this branch with only the leaves whose numbers match. */
    FilterBranch keeping(IntPredicate numbers) {
        return of(name, leaf != null && numbers.test(leaf.number()) ? leaf : null,
                children.stream().map(child -> child.keeping(numbers)).toList());
    }
}
