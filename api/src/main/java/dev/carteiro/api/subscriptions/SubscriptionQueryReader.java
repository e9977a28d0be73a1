package dev.carteiro.api.subscriptions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.http.PageDocument;
import dev.carteiro.api.http.QueryParameters;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.registry.SortPosition;
import dev.carteiro.api.registry.SubscriptionFilter;
import dev.carteiro.api.registry.SubscriptionFilter.Member;
import dev.carteiro.api.registry.SubscriptionQuery;
import dev.carteiro.api.registry.SubscriptionQuery.SortOrder;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads list queries from query parameters and writes cursors. Stateless. */
final class SubscriptionQueryReader {
    static final int DEFAULT_SIZE = 100;
    static final int MAX_SIZE = 500;
    static final String SORT = "sort";
    static final String SIZE = "page[size]";
    static final String AFTER = "page[after]";
    static final String BEFORE = "page[before]";

    private static final List<String> KNOWN = known();

    private SubscriptionQueryReader() {
    }

    /**
     * Reads a query from a request.
     *
     * @throws ApiException if a parameter is invalid
     */
    static SubscriptionQuery of(QueryParameters query, Caller caller) {
        query.requireOnly(KNOWN);
        String sort = query.get(SORT) == null ? SortOrder.ID.text() : query.get(SORT);
        boolean descending = sort.startsWith("-");
        SortOrder order = order(descending ? sort.substring(1) : sort);
        String after = query.get(AFTER);
        String before = query.get(BEFORE);
        if (after != null && before != null) {
            throw ApiException.invalidParameter(BEFORE,
                    AFTER + " and " + BEFORE + " exclude each other: leave one out");
        }
        SortPosition from = after != null ? position(AFTER, after) : before != null ? position(BEFORE, before) : null;
        return new SubscriptionQuery(filter(query, caller), order, descending, from, before != null,
                size(query.get(SIZE)),
                PageDocument.MAX_BYTES);
    }

    /** Returns a cursor, which is opaque to clients. */
    static String cursor(SortPosition position) {
        String json = StrictJson.mapper().createArrayNode().add(position.key()).add(position.id()).toString();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static SortPosition position(String parameter, String cursor) {
        try {
            JsonNode json = StrictJson.tree(Base64.getUrlDecoder().decode(cursor));
            if (json.isArray() && json.size() == 2 && json.path(0).isTextual() && json.path(1).isTextual()) {
                return new SortPosition(json.path(0).textValue(), json.path(1).textValue());
            }
        } catch (IllegalArgumentException | InvalidJsonException e) {
            // Rejected below, as are other invalid cursors.
        }
        throw ApiException.invalidParameter(parameter, "invalid cursor: use the links of another page");
    }

    private static SubscriptionFilter filter(QueryParameters query, Caller caller) {
        Map<Member, String> values = new EnumMap<>(Member.class);
        for (Member member : Member.values()) {
            String value = query.get(parameter(member));
            if (value != null) {
                values.put(member, value);
            }
        }
        return new SubscriptionFilter(values, caller.tenant());
    }

    private static SortOrder order(String text) {
        for (SortOrder order : SortOrder.values()) {
            if (order.text().equals(text)) {
                return order;
            }
        }
        throw ApiException.invalidParameter(SORT, "unknown sort key: use id, -id, name or -name");
    }

    private static int size(@Nullable String text) {
        if (text == null) {
            return DEFAULT_SIZE;
        }
        if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > MAX_SIZE) {
            throw ApiException.invalidParameter(SIZE, "invalid size: use a whole number from 1 to " + MAX_SIZE);
        }
        return Integer.parseInt(text);
    }

    private static String parameter(Member member) {
        return "filter[" + member.text() + "]";
    }

    private static List<String> known() {
        List<String> known = new ArrayList<>();
        for (Member member : Member.values()) {
            known.add(parameter(member));
        }
        known.addAll(List.of(SORT, SIZE, AFTER, BEFORE));
        return List.copyOf(known);
    }
}
