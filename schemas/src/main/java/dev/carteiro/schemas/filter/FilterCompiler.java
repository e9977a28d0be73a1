package dev.carteiro.schemas.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.filter.FilterBranch.Leaf;
import dev.carteiro.schemas.filter.ConditionReader.FieldConditions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns a filter's JSON into its alternatives: one without {@code $or}, as many as its {@code $or}s combine to otherwise.
 * A field that must be absent or have a certain value makes two of each. Stateless.
 */
final class FilterCompiler {
    private static final String OR = "$or";

    /** What event-ruler keeps for operators, which would make a field of an alternative ambiguous. */
    private static final Set<String> RESERVED_IN_OR = Set.of("exactly", "equals-ignore-case", "prefix", "suffix",
            "anything-but", "exists", "wildcard", "numeric", "cidr", "=", "<", "<=", ">", ">=", "regex",
            "not-wildcard", "not-equals-ignore-case", "date-after", "date-on-or-after", "date-before",
            "date-on-or-before", "in-date-range", "ip-address-in-range", "ip-address-not-in-range");

    private FilterCompiler() {
    }

    static List<FilterBranch> compile(JsonNode filter) throws InvalidFilterException {
        if (!filter.isObject()) {
            throw new InvalidFilterException("", "must be an object of field names and lists of values");
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
     * @param path the names so far, with dots between them
     * @param alternatives what has been read so far; each gets every field that follows
     */
    private static void addObject(JsonNode object, String path, String pointer,
            List<Map<String, FieldConditions>> alternatives, boolean isInOr) throws InvalidFilterException {
        if (object.isEmpty()) {
            throw new InvalidFilterException(pointer, "is an empty object: name at least one field");
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
                throw new InvalidFilterException(at, "is the name of an operator and cannot be a field inside $or");
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
            throw new InvalidFilterException(pointer, "lies deeper than " + FilterDocument.MAX_NAMES + " names");
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

    /** All ways to choose, for fields that may be absent or have a value, one of the two. */
    private static List<Map<String, List<Condition>>> withAndWithout(Map<String, FieldConditions> alternative) {
        List<Map<String, List<Condition>>> ways = new ArrayList<>();
        ways.add(new TreeMap<>());
        alternative.forEach((path, field) -> {
            if (field.orAbsent() && !field.conditions().isEmpty()) {
                List<Map<String, List<Condition>>> without = new ArrayList<>();
                ways.forEach(fields -> without.add(new TreeMap<>(fields)));
                without.forEach(fields -> fields.put(path, List.of()));
                ways.forEach(fields -> fields.put(path, field.conditions()));
                ways.addAll(without);
            } else {
                ways.forEach(fields -> fields.put(path, field.conditions()));
            }
        });
        return ways;
    }

    /** @param fields in the order of their full names */
    private static FilterBranch tree(Map<String, List<Condition>> fields) {
        BranchBuilder root = new BranchBuilder();
        int number = 0;
        for (Map.Entry<String, List<Condition>> field : fields.entrySet()) {
            BranchBuilder place = root;
            for (String name : field.getKey().split("\\.", -1)) {
                place = place.children.computeIfAbsent(name, any -> new BranchBuilder());
            }
            place.leaf = new Leaf(number++, field.getValue());
        }
        return root.grown("");
    }

    private static final class BranchBuilder {
        private final Map<String, BranchBuilder> children = new LinkedHashMap<>();
        private @Nullable Leaf leaf;

        FilterBranch grown(String name) {
            List<FilterBranch> branches = new ArrayList<>();
            children.forEach((child, growing) -> branches.add(growing.grown(child)));
            return FilterBranch.of(name, leaf, branches);
        }
    }
}
