package dev.carteiro.dispatcher.send;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.targeturl.HeaderRules;
import java.util.List;
import java.util.Map;
import okhttp3.Request;

/**
 * Adds the headers of the subscription and the trace context of the event to a request. Stateless.
 *
 * <p>Headers were checked when they were accepted and are checked again here: other programs may write the topics, and
 * the rules may have become stricter. A header that a subscriber may not set makes the attempt fail before a connection
 * is opened. Omitting it would send a request that the subscriber did not describe, without notice. Invalid trace
 * context is omitted, because it is optional.
 */
final class ForeignHeaders {
    private static final List<String> TRACE = List.of("traceparent", "tracestate");

    private ForeignHeaders() {
    }

    /**
     * Adds the headers.
     *
     * @throws IllegalArgumentException names the first header that may not be sent, never its value
     */
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
