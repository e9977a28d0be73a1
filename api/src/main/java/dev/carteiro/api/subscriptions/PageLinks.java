package dev.carteiro.api.subscriptions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.http.BaseUrl;
import dev.carteiro.api.http.Call;
import dev.carteiro.api.registry.RegisteredSubscription;
import dev.carteiro.api.registry.SubscriptionPage;
import dev.carteiro.api.registry.SubscriptionQuery;
import dev.carteiro.schemas.json.StrictJson;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Builds the links of a page. Stateless.
 *
 * <p>There is no link to the last page. Pages are found by their starting position, not by number, so that a list stays
 * consistent while it changes and fast whatever its length.
 */
final class PageLinks {
    private PageLinks() {
    }

    static ObjectNode of(Call call, SubscriptionQuery listing, SubscriptionPage page) {
        Map<String, String> query = new LinkedHashMap<>(call.query().all());
        ObjectNode links = StrictJson.mapper().createObjectNode().put("self", link(call, query));
        query.remove(SubscriptionQueryReader.AFTER);
        query.remove(SubscriptionQueryReader.BEFORE);
        links.put("first", link(call, query));
        if (page.before() && !page.items().isEmpty()) {
            links.put("prev",
                    link(call, with(query, SubscriptionQueryReader.BEFORE, listing, page.items().getFirst())));
        }
        if (page.after() && !page.items().isEmpty()) {
            links.put("next", link(call, with(query, SubscriptionQueryReader.AFTER, listing, page.items().getLast())));
        }
        return links;
    }

    private static Map<String, String> with(Map<String, String> query, String name, SubscriptionQuery listing,
            RegisteredSubscription registered) {
        Map<String, String> with = new LinkedHashMap<>(query);
        with.put(name, SubscriptionQueryReader.cursor(listing.order().of(registered)));
        return with;
    }

    private static String link(Call call, Map<String, String> query) {
        StringBuilder link = new StringBuilder(call.link(SubscriptionResourceMapper.PATH));
        char separator = '?';
        for (Map.Entry<String, String> parameter : query.entrySet()) {
            link.append(separator).append(BaseUrl.segment(parameter.getKey())).append('=')
                    .append(BaseUrl.segment(parameter.getValue()));
            separator = '&';
        }
        return link.toString();
    }
}
