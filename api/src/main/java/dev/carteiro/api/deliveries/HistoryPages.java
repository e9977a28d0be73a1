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

/** Pages of history, the newest first, over HTTP. Stateless. */
final class HistoryPages {
    static final String SIZE = "page[size]";
    static final String AFTER = "page[after]";

    /** About what an attempt or a dead letter has as JSON. */
    static final int BYTES_OF_ONE = 700;

    private static final int DEFAULT_SIZE = 100;
    private static final int LARGEST_SIZE = 500;

    private HistoryPages() {
    }

    /** @throws ApiException if it is none */
    static int size(QueryParameters query) {
        String text = query.get(SIZE);
        if (text == null) {
            return DEFAULT_SIZE;
        }
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > LARGEST_SIZE) {
            throw ApiException.parameter(SIZE, "must be a whole number from 1 to " + LARGEST_SIZE);
        }
        return Integer.parseInt(text);
    }

    /** @throws ApiException if it is no cursor */
    static @Nullable HistoryPosition after(QueryParameters query) {
        String text = query.get(AFTER);
        return text == null
                ? null
                : HistoryPosition.parse(text).orElseThrow(
                        () -> ApiException.parameter(AFTER, "is no cursor: take the links of another page"));
    }

    /** @param path of the list, below the API's root */
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
        return new PageDocument<>(links, page.content(), one -> BYTES_OF_ONE, resource, meta);
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
