package dev.carteiro.schemas.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.filter.ConditionReader.FieldConditions;
import dev.carteiro.schemas.filter.FilterBranch.Leaf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a filter's JSON into its alternatives: one without {@code $or}, otherwise one per combination of its {@code
 * $or} entries. A field that may be absent or have a certain value doubles their number. Stateless.
 */
final class FilterCompiler {
    private static final String OR = "$or";

    /** Names that event-ruler reserves for operators, and that would be ambiguous as fields of an alternative. */
    private static final Set<String> RESERVED_IN_OR = Set.of("exactly", "equals-ignore-case", "prefix", "suffix",
            "anything-but", "exists", "wildcard", "numeric", "cidr", "=", "<", "<=", ">", ">=", "regex",
            "not-wildcard", "not-equals-ignore-case", "date-after", "date-on-or-after", "date-before",
            "date-on-or-before", "in-date-range", "ip-address-in-range", "ip-address-not-in-range");

    private FilterCompiler() {
    }

    static List<FilterBranch> compile(JsonNode filter) throws InvalidFilterException {
        if (!filter.isObject()) {
            throw new InvalidFilterException("", "must be an object with field names and lists of values");
        }
        List<Map<String, FieldConditions>> alternatives = new ArrayList<>();
        addObject(filter, "", "", alternatives, false);
        List<FilterBranch> branches = new ArrayList<>();
        for (Map<String, FieldConditions> alternative : alternatives) {
            for (Map<String, List<Condition>> fields : withAndWithout(alternative)) {
                branches.add(tree(fields));
            }
        }
        return branches;
    }

    /**
     * @param path names so far, separated by dots
     * @param alternatives alternatives read so far; each following field is added to all of them
     */
    private static void addObject(JsonNode object, String path, String pointer,
            List<Map<String, FieldConditions>> alternatives, boolean isInOr) throws InvalidFilterException {
        if (object.isEmpty()) {
            throw new InvalidFilterException(pointer, "is an empty object: add at least one field");
        }
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            String at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
            if (name.equals(OR)) {
                addAlternatives(value, path, at, alternatives);
                continue;
            }
            if (isInOr && RESERVED_IN_OR.contains(name)) {
                throw new InvalidFilterException(at, "is the name of an operator and must not be a field inside $or");
            }
            String inside = path + name;
            if (value.isObject()) {
                addObject(value, inside + ".", at, alternatives, isInOr);
            } else if (value.isArray()) {
                addField(inside, ConditionReader.read(value, at), at, alternatives);
            } else {
                throw new InvalidFilterException(at, "must be an object or a list of values: [" + value + "]");
            }
        }
    }

    private static void addField(String path, FieldConditions conditions, String pointer,
            List<Map<String, FieldConditions>> alternatives) throws InvalidFilterException {
        if (path.chars().filter(c -> c == '.').count() >= FilterDocument.MAX_NAMES) {
            throw new InvalidFilterException(pointer, "is nested deeper than " + FilterDocument.MAX_NAMES + " names");
        }
        if (alternatives.isEmpty()) {
            alternatives.add(new LinkedHashMap<>());
        }
        alternatives.forEach(alternative -> alternative.put(path, conditions));
    }

    private static void addAlternatives(JsonNode array, String path, String pointer,
            List<Map<String, FieldConditions>> alternatives) throws InvalidFilterException {
        if (!array.isArray() || array.size() < 2) {
            throw new InvalidFilterException(pointer, "must be a list of at least two objects");
        }
        List<Map<String, FieldConditions>> before = List.copyOf(alternatives);
        alternatives.clear();
        for (int i = 0; i < array.size(); i++) {
            if (!array.get(i).isObject()) {
                throw new InvalidFilterException(pointer + "/" + i, "must be an object");
            }
            List<Map<String, FieldConditions>> more = new ArrayList<>();
            before.forEach(alternative -> more.add(new LinkedHashMap<>(alternative)));
            addObject(array.get(i), path, pointer + "/" + i, more, true);
            alternatives.addAll(more);
        }
    }

    /** Returns all combinations for the fields that may be absent or have a value. */
    private static List<Map<String, List<Condition>>> withAndWithout(Map<String, FieldConditions> alternative) {
        List<Map<String, List<Condition>>> combinations = new ArrayList<>();
        combinations.add(new TreeMap<>());
        alternative.forEach((path, field) -> {
            if (field.orAbsent() && !field.conditions().isEmpty()) {
                List<Map<String, List<Condition>>> without = new ArrayList<>();
                combinations.forEach(fields -> without.add(new TreeMap<>(fields)));
                without.forEach(fields -> fields.put(path, List.of()));
                combinations.forEach(fields -> fields.put(path, field.conditions()));
                combinations.addAll(without);
            } else {
                combinations.forEach(fields -> fields.put(path, field.conditions()));
            }
        });
        return combinations;
    }

    /** @param fields fields in the order of their full names */
    private static FilterBranch tree(Map<String, List<Condition>> fields) {
        BranchBuilder root = new BranchBuilder();
        int number = 0;
        for (Map.Entry<String, List<Condition>> field : fields.entrySet()) {
            BranchBuilder builder = root;
            for (String name : field.getKey().split("\\.", -1)) {
                builder = builder.children.computeIfAbsent(name, any -> new BranchBuilder());
            }
            builder.leaf = new Leaf(number++, field.getValue());
        }
        return root.build("");
    }

    private static final class BranchBuilder {
        private final Map<String, BranchBuilder> children = new LinkedHashMap<>();
        private @Nullable Leaf leaf;

        FilterBranch build(String name) {
            List<FilterBranch> branches = new ArrayList<>();
            children.forEach((child, builder) -> branches.add(builder.build(child)));
            return FilterBranch.of(name, leaf, branches);
        }
    }
}
