package dev.carteiro.schemas.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.filter.FilterBranch.Leaf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates one alternative of a filter against an event. Single use, by one thread.
 *
 * <p>Fields below the same array of objects must be found in the same element. The fields below an array are exactly
 * the current branch. So the evaluation chooses one element for the whole branch, independent of all other choices. No
 * combinations are tried, and each part of the event meets each part of the filter once. Scalar elements are
 * independent: the other fields may be found elsewhere in their array.
 */
final class FilterEvaluation {
    /** Floor as long as no field has been found in an element. */
    private static final int NO_FLOOR = -1;

    /** Number of steps per field for a path that leads to several nodes. */
    private static final long STEPS_PER_FIELD_AND_NODE = 20;

    private final StepBudget budget;

    FilterEvaluation(StepBudget budget) {
        this.budget = budget;
    }

    boolean matches(FilterBranch alternative, JsonNode event) throws StepsExceededException {
        return matches(event, alternative, NO_FLOOR, false);
    }

    /**
     * @param floor only fields that must be absent and have a higher number are checked here; the others were checked
     *     further up
     * @param isLeafFound whether the branch's own leaf was found among the scalars of an enclosing array
     */
    private boolean matches(JsonNode node, FilterBranch branch, int floor, boolean isLeafFound)
            throws StepsExceededException {
        budget.spend(1);
        if (node.isObject()) {
            return (isLeafFound || !branch.requiresLeaf()) && matchesObject(node, branch, floor);
        }
        if (node.isArray()) {
            return matchesArray(node, branch, floor, isLeafFound);
        }
        List<JsonNode> alternatives = FilterDocument.alternatives(node);
        if (alternatives != null) {
            return matchesAlternatives(alternatives, branch, floor);
        }
        Leaf leaf = branch.leaf();
        if (leaf != null && (leaf.isAbsent() ? leaf.number() > floor : !accepts(leaf, node))) {
            return false;
        }
        return branch.firstRequiredBelow() == FilterBranch.NONE;
    }

    private boolean matchesObject(JsonNode object, FilterBranch branch, int floor) throws StepsExceededException {
        for (FilterBranch child : branch.children()) {
            JsonNode member = object.get(child.name());
            if (member == null ? child.firstRequired() != FilterBranch.NONE : !matches(member, child, floor, false)) {
                return false;
            }
        }
        return true;
    }

    private boolean matchesArray(JsonNode array, FilterBranch branch, int floor, boolean isLeafFoundOutside)
            throws StepsExceededException {
        if (isLeafFoundOutside || !branch.requiresLeaf()) {
            return matchesElements(array, branch, floor, true);
        }
        if (anyScalarIsAccepted(array, branch.leaf())) {
            if (matchesElements(array, branch, floor, true)) {
                return true;
            }
            if (!branch.hasAbsent()) {
                return false;
            }
        }
        // A leaf in a nested array restricts the elements in which other fields must be absent.
        return matchesElements(array, branch, floor, false);
    }

    private boolean matchesElements(JsonNode array, FilterBranch branch, int floor, boolean isLeafFound)
            throws StepsExceededException {
        int first = isLeafFound ? branch.firstRequiredBelow() : branch.firstRequired();
        // Fields that must be absent and precede the first required field must be absent in all elements.
        if (branch.hasAbsent() && anyIsPresent(array, branch, floor, first)) {
            return false;
        }
        if (first == FilterBranch.NONE) {
            return true;
        }
        for (JsonNode element : array) {
            if (element.isContainerNode() && (isLeafFound || element.isArray())
                    && matches(element, branch, Math.max(floor, first), isLeafFound)) {
                return true;
            }
        }
        return false;
    }

    private boolean anyScalarIsAccepted(JsonNode array, @Nullable Leaf leaf) throws StepsExceededException {
        for (JsonNode element : array) {
            if (leaf != null && element.isValueNode() && accepts(leaf, element)) {
                return true;
            }
        }
        return false;
    }

    private boolean accepts(Leaf leaf, JsonNode value) throws StepsExceededException {
        for (Condition condition : leaf.conditions()) {
            if (condition.accepts(value, budget)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether a field has a value although it must be absent. Only fields with numbers between the two
     * (exclusive) count.
     */
    private boolean anyIsPresent(JsonNode node, FilterBranch branch, int above, int below)
            throws StepsExceededException {
        budget.spend(1);
        if (!branch.hasAbsent()) {
            return false;
        }
        if (node.isObject()) {
            for (FilterBranch child : branch.children()) {
                JsonNode member = node.get(child.name());
                if (member != null && anyIsPresent(member, child, above, below)) {
                    return true;
                }
            }
            return false;
        }
        Iterable<JsonNode> parts = node.isArray() ? node : FilterDocument.alternatives(node);
        if (parts == null) {
            Leaf leaf = branch.leaf();
            return leaf != null && leaf.isAbsent() && leaf.number() > above && leaf.number() < below;
        }
        for (JsonNode part : parts) {
            if (anyIsPresent(part, branch, above, below)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Evaluates a path that leads to several nodes, as in {@code {"a.b": 1, "a": [{"b": 2}]}}. Each required field may
     * be found in any of the nodes; the fields of one node belong together. This is rare, and the only place where
     * combinations are tried.
     */
    private boolean matchesAlternatives(List<JsonNode> nodes, FilterBranch branch, int floor)
            throws StepsExceededException {
        List<Integer> required = new ArrayList<>();
        collectRequired(branch, required);
        return assign(nodes, branch, floor, required, new HashMap<>());
    }

    private boolean assign(List<JsonNode> nodes, FilterBranch branch, int floor, List<Integer> required,
            Map<Integer, Integer> places) throws StepsExceededException {
        budget.spend(1);
        if (places.size() < required.size()) {
            Integer next = required.get(places.size());
            for (int i = 0; i < nodes.size(); i++) {
                places.put(next, i);
                if (assign(nodes, branch, floor, required, places)) {
                    return true;
                }
            }
            places.remove(next);
            return false;
        }
        budget.spend(STEPS_PER_FIELD_AND_NODE * nodes.size() * (1 + required.size()));
        for (int i = 0; i < nodes.size(); i++) {
            int place = i;
            FilterBranch part = branch.requiring(number -> places.getOrDefault(number, -1) == place);
            if (!matches(nodes.get(i), part, floor, false)) {
                return false;
            }
        }
        return true;
    }

    private static void collectRequired(FilterBranch branch, List<Integer> numbers) {
        Leaf leaf = branch.leaf();
        if (leaf != null && !leaf.isAbsent()) {
            numbers.add(leaf.number());
        }
        branch.children().forEach(child -> collectRequired(child, numbers));
    }
}
