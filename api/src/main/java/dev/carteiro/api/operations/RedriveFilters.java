package dev.carteiro.api.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.job.DeadLetterFilter;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.time.Rfc3339;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Converts the filter of a redrive from and to attributes. Stateless. */
final class RedriveFilters {
    private static final List<String> KNOWN = List.of("tenant", "subscription", "reason", "from", "to",
            "deliveries");

    private RedriveFilters() {
    }

    /**
     * Reads the filter. It selects everything only if {@code all} is true, because an empty filter is probably a
     * mistake.
     */
    static DeadLetterFilter read(OperationAttributes attributes) {
        ObjectNode given = attributes.object("filter");
        boolean all = attributes.flag("all");
        boolean isEmpty = given == null || given.isEmpty();
        if (isEmpty != all) {
            throw OperationAttributes.invalid(all ? "all" : "filter", all
                    ? "'all' and 'filter' exclude each other: leave one out"
                    : "the filter is missing: set at least one of " + String.join(", ", KNOWN) + ", or \"all\": true");
        }
        if (given == null || isEmpty) {
            return DeadLetterFilter.ALL;
        }
        OperationAttributes.requireOnly(given, "/data/attributes/filter", KNOWN);
        try {
            return new DeadLetterFilter(text(given, "tenant"), deliveries(given.path("deliveries")),
                    text(given, "subscription"), reason(given), time(given, "from"), time(given, "to"));
        } catch (IllegalArgumentException e) {
            throw OperationAttributes.invalid("filter", String.valueOf(e.getMessage()));
        }
    }

    static ObjectNode json(DeadLetterFilter filter) {
        ObjectNode json = StrictJson.mapper().createObjectNode();
        put(json, "tenant", filter.tenant());
        put(json, "subscription", filter.subscription());
        put(json, "reason", filter.reason() == null ? null : filter.reason().code());
        put(json, "from", filter.from());
        put(json, "to", filter.to());
        if (!filter.deliveries().isEmpty()) {
            filter.deliveries().stream().sorted().forEach(json.putArray("deliveries")::add);
        }
        return json;
    }

    private static Set<String> deliveries(JsonNode given) {
        if (!given.isMissingNode() && !given.isArray()) {
            throw new IllegalArgumentException("deliveries must be a list of ids");
        }
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode id : given) {
            if (!id.isTextual()) {
                throw new IllegalArgumentException("deliveries must be a list of ids");
            }
            ids.add(id.textValue());
        }
        return ids;
    }

    private static @Nullable String text(ObjectNode filter, String name) {
        JsonNode value = filter.path(name);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw new IllegalArgumentException(name + " must be a string");
        }
        return value.textValue();
    }

    private static @Nullable DeadLetterReason reason(ObjectNode filter) {
        String code = text(filter, "reason");
        return code == null
                ? null
                : DeadLetterReason.ofCode(code)
                        .orElseThrow(() -> new IllegalArgumentException("unknown reason \"" + code + "\": use one of "
                                + Arrays
                                        .stream(DeadLetterReason.values()).map(DeadLetterReason::code)
                                        .collect(Collectors.joining(", "))));
    }

    private static @Nullable Instant time(ObjectNode filter, String name) {
        String text = text(filter, name);
        try {
            return text == null ? null : Rfc3339.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " must be a time in RFC 3339, for example 2025-02-10T15:30:00Z",
                    e);
        }
    }

    private static void put(ObjectNode json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }
}
