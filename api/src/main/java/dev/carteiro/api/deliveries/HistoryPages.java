package dev.carteiro.api.deliveries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.history.HistoryPage;
import dev.carteiro.api.history.HistoryPosition;
import dev.carteiro.api.http.BaseUrl;
import dev.carteiro.api.http.Call;
import dev.carteiro.api.http.PageDocument;
import dev.carteiro.api.http.QueryParameters;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.schemas.json.StrictJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads page parameters and builds page documents of the history, newest first. Stateless. */
final class HistoryPages {
    static final String SIZE = "page[size]";
    static final String AFTER = "page[after]";

    /** Approximate size of one attempt or dead letter as JSON. */
    static final int APPROXIMATE_RESOURCE_BYTES = 700;

    private static final int DEFAULT_SIZE = 100;
    private static final int MAX_SIZE = 500;

    private HistoryPages() {
    }

    /**
     * Reads the page size.
     *
     * @throws ApiException if the size is not a number in range
     */
    static int size(QueryParameters query) {
        String text = query.get(SIZE);
        if (text == null) {
            return DEFAULT_SIZE;
        }
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > MAX_SIZE) {
            throw ApiException.invalidParameter(SIZE,
                    "invalid size \"" + text + "\": use a whole number from 1 to " + MAX_SIZE);
        }
        return Integer.parseInt(text);
    }

    /**
     * Reads the cursor; {@code null} for the first page.
     *
     * @throws ApiException if the cursor is not valid
     */
    static @Nullable HistoryPosition after(QueryParameters query) {
        String text = query.get(AFTER);
        return text == null
                ? null
                : HistoryPosition.parse(text).orElseThrow(
                        () -> ApiException.invalidParameter(AFTER, "invalid cursor: use the links of another page"));
    }

    /**
     * Builds the document of a page.
     *
     * @param path the list's path below the API's root
     */
    static <T> PageDocument<T> document(Call call, String path, HistoryPage<T> page, Function<T, JsonNode> resource) {
        Map<String, String> query = new LinkedHashMap<>(call.query().all());
        ObjectNode links = StrictJson.mapper().createObjectNode().put("self", link(call, path, query));
        query.remove(AFTER);
        links.put("first", link(call, path, query));
        if (page.next() != null) {
            query.put(AFTER, page.next().text());
            links.put("next", link(call, path, query));
        }
        ObjectNode meta = StrictJson.mapper().createObjectNode();
        meta.putObject("page").put("size", size(call.query())).put("count", page.content().size());
        meta.set("history", DeliveryDocuments.history(page.coverage()));
        return new PageDocument<>(links, page.content(), one -> APPROXIMATE_RESOURCE_BYTES, resource, meta);
    }

    private static String link(Call call, String path, Map<String, String> query) {
        StringBuilder link = new StringBuilder(call.link(path));
        char separator = '?';
        for (Map.Entry<String, String> parameter : query.entrySet()) {
            link.append(separator).append(BaseUrl.segment(parameter.getKey())).append('=')
                    .append(BaseUrl.segment(parameter.getValue()));
            separator = '&';
        }
        return link.toString();
    }
}
