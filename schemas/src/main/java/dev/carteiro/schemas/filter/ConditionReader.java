package dev.carteiro.schemas.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.filter.Condition.AnythingBut;
import dev.carteiro.schemas.filter.Condition.CaseInsensitiveText;
import dev.carteiro.schemas.filter.Condition.Exists;
import dev.carteiro.schemas.filter.Condition.InNetwork;
import dev.carteiro.schemas.filter.Condition.Literal;
import dev.carteiro.schemas.filter.Condition.NumberEquals;
import dev.carteiro.schemas.filter.Condition.NumberRange;
import dev.carteiro.schemas.filter.Condition.Prefix;
import dev.carteiro.schemas.filter.Condition.Suffix;
import dev.carteiro.schemas.filter.Condition.TextIn;
import dev.carteiro.schemas.filter.Condition.Wildcard;
import dev.carteiro.schemas.targeturl.Cidr;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the condition array of one filter field. Stateless. */
final class ConditionReader {
    private static final String OPERATORS = "anything-but, cidr, equals-ignore-case, exactly, exists, numeric, prefix, suffix, wildcard";
    private static final Set<String> INSIDE_ANYTHING_BUT = Set.of("equals-ignore-case", "prefix", "suffix", "wildcard");
    private static final String NUMERIC = "use an operator and a number, or a lower and an upper bound:"
            + " [\"=\", 5], [\">\", 0], [\">=\", 0, \"<\", 10]";

    private ConditionReader() {
    }

    /**
     * Conditions of a field.
     *
     * @param conditions conditions, of which a value must satisfy one
     * @param orAbsent whether the field may also be absent
     */
    record FieldConditions(List<Condition> conditions, boolean orAbsent) {
    }

    /** @param pointer JSON Pointer of the array in the filter */
    static FieldConditions read(JsonNode array, String pointer) throws InvalidFilterException {
        if (array.isEmpty()) {
            throw new InvalidFilterException(pointer, "is empty: add at least one value or condition");
        }
        List<Condition> conditions = new ArrayList<>();
        Set<String> texts = new LinkedHashSet<>();
        boolean orAbsent = false;
        for (int i = 0; i < array.size(); i++) {
            JsonNode element = array.get(i);
            String at = pointer + "/" + i;
            Optional<Cidr> address = element.isTextual() && element.textValue().indexOf('/') < 0
                    ? Cidr.covering(element.textValue())
                    : Optional.empty();
            if (address.isPresent()) {
                conditions.add(new InNetwork(address.get()));
            } else if (element.isTextual()) {
                texts.add(element.textValue());
            } else if (element.isObject()) {
                Map.Entry<String, JsonNode> operator = only(element, at);
                if (operator.getKey().equals("exists") && operator.getValue().isBoolean()
                        && !operator.getValue().booleanValue()) {
                    orAbsent = true;
                } else {
                    conditions.add(operator(operator.getKey(), operator.getValue(), at + "/" + operator.getKey()));
                }
            } else {
                conditions.add(scalar(element, at));
            }
        }
        if (!texts.isEmpty()) {
            conditions.addFirst(new TextIn(texts));
        }
        return new FieldConditions(conditions, orAbsent);
    }

    private static Condition scalar(JsonNode value, String pointer) throws InvalidFilterException {
        if (value.isNumber()) {
            return new NumberEquals(value.decimalValue());
        }
        if (value.isBoolean() || value.isNull()) {
            return new Literal(value);
        }
        throw new InvalidFilterException(pointer,
                "is an array: use a string, a number, true, false, null or a condition such as {\"prefix\": \"a\"}");
    }

    private static Condition operator(String name, JsonNode value, String pointer) throws InvalidFilterException {
        return switch (name) {
            case "exactly" -> new TextIn(Set.of(text(value, pointer)));
            case "exists" -> {
                if (!value.isBoolean()) {
                    throw new InvalidFilterException(pointer, "must be true or false");
                }
                yield new Exists();
            }
            case "prefix", "suffix" -> affix(name, value, pointer);
            case "equals-ignore-case" -> CaseInsensitiveText.of(text(value, pointer), true, true);
            case "wildcard" -> wildcard(text(value, pointer), pointer);
            case "numeric" -> numeric(value, pointer);
            case "cidr" -> network(text(value, pointer), pointer);
            case "anything-but" -> anythingBut(value, pointer);
            default -> throw new InvalidFilterException(pointer, "is not an operator: use one of " + OPERATORS);
        };
    }

    /** Reads {@code {"prefix": "a"}} or {@code {"prefix": {"equals-ignore-case": "a"}}}, and the same for suffixes. */
    private static Condition affix(String name, JsonNode value, String pointer) throws InvalidFilterException {
        boolean isPrefix = name.equals("prefix");
        if (value.isObject()) {
            Map.Entry<String, JsonNode> inner = only(value, pointer);
            if (!inner.getKey().equals("equals-ignore-case")) {
                throw new InvalidFilterException(pointer + "/" + inner.getKey(),
                        "is not allowed inside " + name + ": use equals-ignore-case");
            }
            return CaseInsensitiveText.of(text(inner.getValue(), pointer + "/equals-ignore-case"), isPrefix, !isPrefix);
        }
        String text = text(value, pointer);
        return isPrefix ? new Prefix(text) : new Suffix(text);
    }

    private static Condition anythingBut(JsonNode value, String pointer) throws InvalidFilterException {
        if (!value.isObject()) {
            return new AnythingBut(excludedValues(value, pointer));
        }
        Map.Entry<String, JsonNode> inner = only(value, pointer);
        String name = inner.getKey();
        String at = pointer + "/" + name;
        if (!INSIDE_ANYTHING_BUT.contains(name)) {
            throw new InvalidFilterException(at,
                    "is not allowed inside anything-but: use equals-ignore-case, prefix, suffix or wildcard");
        }
        List<Condition> excluded = new ArrayList<>();
        for (String text : texts(inner.getValue(), at)) {
            if (text.isEmpty() && (name.equals("prefix") || name.equals("suffix"))) {
                throw new InvalidFilterException(at, "is empty: every string has an empty " + name);
            }
            excluded.add(switch (name) {
                case "prefix" -> new Prefix(text);
                case "suffix" -> new Suffix(text);
                case "equals-ignore-case" -> CaseInsensitiveText.of(text, true, true);
                default -> wildcard(text, at);
            });
        }
        return new AnythingBut(excluded);
    }

    /** Reads the excluded values: only strings, or only numbers. */
    private static List<Condition> excludedValues(JsonNode value, String pointer) throws InvalidFilterException {
        List<JsonNode> values = new ArrayList<>();
        (value.isArray() ? value : List.of(value)).forEach(values::add);
        if (!values.isEmpty() && values.stream().allMatch(JsonNode::isTextual)) {
            return List.of(new TextIn(Set.copyOf(values.stream().map(JsonNode::textValue).toList())));
        }
        if (!values.isEmpty() && values.stream().allMatch(JsonNode::isNumber)) {
            return values.stream().map(number -> (Condition) new NumberEquals(number.decimalValue())).toList();
        }
        throw new InvalidFilterException(pointer,
                "must be a string, a number, or a list of only strings or only numbers");
    }

    private static Condition numeric(JsonNode value, String pointer) throws InvalidFilterException {
        int size = value.size();
        if (!value.isArray() || (size != 2 && size != 4) || !value.path(1).isNumber()) {
            throw new InvalidFilterException(pointer, "is not a numeric condition: " + NUMERIC);
        }
        String operator = value.path(0).isTextual() ? value.path(0).textValue() : "";
        BigDecimal number = value.path(1).decimalValue();
        if (size == 2) {
            return switch (operator) {
                case "=" -> new NumberEquals(number);
                case ">" -> new NumberRange(number, false, null, false);
                case ">=" -> new NumberRange(number, true, null, false);
                case "<" -> new NumberRange(null, false, number, false);
                case "<=" -> new NumberRange(null, false, number, true);
                default -> throw new InvalidFilterException(pointer, "has an unknown operator: " + NUMERIC);
            };
        }
        String upper = value.path(2).isTextual() ? value.path(2).textValue() : "";
        if (!operator.startsWith(">") || !upper.startsWith("<") || !Set.of(">", ">=").contains(operator)
                || !Set.of("<", "<=").contains(upper) || !value.path(3).isNumber()) {
            throw new InvalidFilterException(pointer, "is not a numeric range: " + NUMERIC);
        }
        BigDecimal top = value.path(3).decimalValue();
        if (number.compareTo(top) >= 0) {
            throw new InvalidFilterException(pointer, "has a lower bound that is not below its upper bound");
        }
        return new NumberRange(number, operator.equals(">="), top, upper.equals("<="));
    }

    private static Condition network(String text, String pointer) throws InvalidFilterException {
        Optional<Cidr> network = text.indexOf('/') < 0 ? Optional.empty() : Cidr.covering(text);
        return new InNetwork(network.orElseThrow(() -> new InvalidFilterException(pointer,
                "is not a network: use " + Cidr.ACCEPTED)));
    }

    /** Reads a wildcard pattern, in which {@code \*} and {@code \\} are escapes. */
    private static Condition wildcard(String pattern, String pointer) throws InvalidFilterException {
        List<String> literals = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            char next = i + 1 < pattern.length() ? pattern.charAt(i + 1) : 0;
            if (c == '*') {
                if (next == '*') {
                    throw new InvalidFilterException(pointer, "has two consecutive *: use one");
                }
                literals.add(literal.toString());
                literal.setLength(0);
            } else if (c != '\\') {
                literal.append(c);
            } else if (next == '*' || next == '\\') {
                literal.append(next);
                i++;
            } else {
                throw new InvalidFilterException(pointer,
                        "has a backslash that is not followed by * or \\: use \\\\ for a backslash");
            }
        }
        literals.add(literal.toString());
        return literals.size() == 1 ? new TextIn(Set.of(literal.toString())) : new Wildcard(literals);
    }

    private static List<String> texts(JsonNode value, String pointer) throws InvalidFilterException {
        if (!value.isArray()) {
            return List.of(text(value, pointer));
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            texts.add(text(value.get(i), pointer + "/" + i));
        }
        return texts;
    }

    private static String text(JsonNode value, String pointer) throws InvalidFilterException {
        if (!value.isTextual()) {
            throw new InvalidFilterException(pointer, "must be a string");
        }
        return value.textValue();
    }

    private static Map.Entry<String, JsonNode> only(JsonNode object, String pointer) throws InvalidFilterException {
        if (object.size() != 1) {
            throw new InvalidFilterException(pointer,
                    "must have exactly one operator: use one of " + OPERATORS);
        }
        return object.properties().iterator().next();
    }
}
