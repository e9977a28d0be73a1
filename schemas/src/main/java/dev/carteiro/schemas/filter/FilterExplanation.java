package dev.carteiro.schemas.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.filter.FilterBranch.Leaf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the fields because of which an event does not match. Single use, by one thread. It evaluates parts of the
 * filter in the same way as the whole filter, so that it cannot contradict the matching.
 *
 * <p>Of several alternatives, it explains the one with the fewest such fields.
 */
final class FilterExplanation {
    private static final int MAX_VALUES = 3;
    private static final int MAX_FIELDS = 10;

    private final JsonNode event;
    private final StepBudget budget;

    FilterExplanation(FilterDocument event, StepBudget budget) {
        this.event = event.root();
        this.budget = budget;
    }

    /** @param alternatives alternatives, none of which matches */
    List<FieldMismatch> nearest(List<FilterBranch> alternatives) throws StepsExceededException {
        List<FieldMismatch> nearest = List.of();
        for (FilterBranch alternative : alternatives) {
            List<FieldMismatch> found = mismatches(alternative);
            if (nearest.isEmpty() || found.size() < nearest.size()) {
                nearest = found;
            }
        }
        return nearest;
    }

    private List<FieldMismatch> mismatches(FilterBranch alternative) throws StepsExceededException {
        Map<String, Leaf> leaves = new LinkedHashMap<>();
        collect(alternative, "", leaves);
        List<FieldMismatch> found = new ArrayList<>();
        for (Map.Entry<String, Leaf> leaf : leaves.entrySet()) {
            if (!leaf.getValue().isAbsent() && !matches(alternative, Set.of(leaf.getValue().number()))) {
                found.add(mismatch(leaf.getKey(), leaf.getValue()));
            }
        }
        if (!found.isEmpty()) {
            return found.subList(0, Math.min(found.size(), MAX_FIELDS));
        }
        Set<Integer> required = leaves.values().stream().filter(leaf -> !leaf.isAbsent()).map(Leaf::number)
                .collect(Collectors.toSet());
        if (!matches(alternative, required)) {
            return List
                    .of(new FieldMismatch("", List.of(), "each field has a matching value, but in different"
                            + " elements of an array; expected one element with all of them"));
        }
        for (Map.Entry<String, Leaf> leaf : leaves.entrySet()) {
            if (leaf.getValue().isAbsent()) {
                Set<Integer> with = new HashSet<>(required);
                with.add(leaf.getValue().number());
                if (!matches(alternative, with)) {
                    found.add(mismatch(leaf.getKey(), leaf.getValue()));
                }
            }
        }
        return found.isEmpty()
                ? List.of(new FieldMismatch("", List.of(),
                        "a field that must be absent is in the element that has the other fields"))
                : found.subList(0, Math.min(found.size(), MAX_FIELDS));
    }

    private boolean matches(FilterBranch alternative, Set<Integer> numbers) throws StepsExceededException {
        return new FilterEvaluation(budget).matches(alternative.keeping(numbers::contains), event);
    }

    private FieldMismatch mismatch(String path, Leaf leaf) throws StepsExceededException {
        List<String> values = new ArrayList<>();
        addValues(event, List.of(path.split("\\.", -1)), values);
        return new FieldMismatch(path, values, ConditionDescription.of(leaf));
    }

    private static void collect(FilterBranch branch, String path, Map<String, Leaf> leaves) {
        Leaf leaf = branch.leaf();
        if (leaf != null) {
            leaves.put(path, leaf);
        }
        branch.children()
                .forEach(child -> collect(child, path.isEmpty() ? child.name() : path + "." + child.name(), leaves));
    }

    private void addValues(JsonNode node, List<String> path, List<String> values) throws StepsExceededException {
        budget.spend(1);
        if (values.size() > MAX_VALUES) {
            return;
        }
        List<JsonNode> several = FilterDocument.alternatives(node);
        if (node.isArray() || several != null) {
            for (JsonNode one : several == null ? node : several) {
                addValues(one, path, values);
            }
        } else if (!path.isEmpty()) {
            JsonNode member = node.get(path.getFirst());
            if (member != null) {
                addValues(member, path.subList(1, path.size()), values);
            }
        } else {
            values.add(values.size() == MAX_VALUES
                    ? "..."
                    : node.isObject() ? "an object" : ConditionDescription.bounded(node.toString()));
        }
    }
}
