package dev.carteiro.dispatcher.send;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.targeturl.HeaderRules;
import java.util.List;
import java.util.Map;
import okhttp3.Request;

/**
 * The headers of a request that others wrote: the subscriber's, and what came with the event. Stateless.
 *
 * <p>They were judged when they were accepted, and are judged again here: the topics they come from can be written by
 * others, and the rules may have become stricter since. What a subscriber may not set makes the attempt fail, visibly
 * and before a connection is opened. Leaving the header out instead would send a request its owner did not describe,
 * and nobody would notice. Trace context is a courtesy, so an unusable one is left out.
 */
final class ForeignHeaders {
    private static final List<String> TRACE = List.of("traceparent", "tracestate");

    private ForeignHeaders() {
    }

    /** @throws IllegalArgumentException naming the first header that may not be sent, never its value */
    static void add(Request.Builder request, Map<String, String> ofSubscription, Delivery delivery) {
        HeaderRules.check(ofSubscription).stream().findFirst().ifPresent(problem -> {
            throw new IllegalArgumentException("header " + problem.header() + " " + problem.reason());
        });
        HeaderRules.valueProblem(delivery.id()).ifPresent(reason -> {
            throw new IllegalArgumentException("header webhook-id " + reason);
        });
        ofSubscription.forEach(request::header);
        for (String name : TRACE) {
            String value = delivery.trace().get(name);
            if (value != null && !value.isEmpty() && HeaderRules.valueProblem(value).isEmpty()) {
                request.header(name, value);
            }
        }
    }
}
