package dev.carteiro.dispatcher.diagnostics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.dispatcher.endpoint.EndpointState;
import dev.carteiro.runtime.endpoints.EndpointStatuses;
import dev.carteiro.runtime.monitor.AdminPage;
import dev.carteiro.runtime.subscriptions.SubscriptionLookup;
import dev.carteiro.runtime.subscriptions.Subscriptions;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.Subscription;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The admin page {@code /admin/endpoints?top=20&by=failures}: the endpoints of this dispatcher with the most failures,
 * the highest latency or the longest backlog. Safe for any thread.
 *
 * <p>It shows only scheme, host and port of a target, because path, query and user may be secret.
 */
public final class WorstEndpointsPage implements AdminPage {
    private static final String DEFAULT_TOP = "20";
    private static final int MAX_TOP = 1_000;

    /** Below every version, so that a look-up returns the current one. */
    private static final long ANY_VERSION = -1;

    private final Supplier<Map<String, EndpointState>> endpoints;
    private final Subscriptions subscriptions;
    private final EndpointStatuses statuses;

    /** @param endpoints returns the endpoints in memory, by subscription */
    public WorstEndpointsPage(Supplier<Map<String, EndpointState>> endpoints, Subscriptions subscriptions,
            EndpointStatuses statuses) {
        this.endpoints = endpoints;
        this.subscriptions = subscriptions;
        this.statuses = statuses;
    }

    @Override
    public Object answer(Map<String, String> query) {
        int top = top(query.getOrDefault("top", DEFAULT_TOP));
        EndpointRanking by = EndpointRanking.of(query.getOrDefault("by", EndpointRanking.FAILURES.parameter()));
        Map<String, EndpointState> all = endpoints.get();
        List<ObjectNode> worst = all.entrySet().stream()
                .sorted(Map.Entry.<String, EndpointState>comparingByValue(by.order())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(top).map(entry -> describe(entry.getKey(), entry.getValue())).toList();
        return Map.of("by", by.parameter(), "inMemory", all.size(), "endpoints", worst);
    }

    private static int top(String text) {
        try {
            int top = Integer.parseInt(text);
            if (top >= 1 && top <= MAX_TOP) {
                return top;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new IllegalArgumentException(
                "invalid value '" + text + "' of parameter top: use a number from 1 to " + MAX_TOP);
    }

    private ObjectNode describe(String id, EndpointState state) {
        ObjectNode json = StrictJson.mapper().createObjectNode().put("subscription", id);
        if (subscriptions.find(id,
                ANY_VERSION) instanceof SubscriptionLookup.FoundSubscription(Subscription subscription, long version)) {
            json.put("tenant", subscription.tenant()).put("target", origin(subscription.targetUrl()))
                    .put("state", subscription.state().text());
        }
        EndpointStatus status = statuses.find(id);
        if (status != null) {
            json.set("status", status.toTree());
        }
        return json.put("breaker", state.breaker().label()).put("inFlight", state.inFlight())
                .put("queued", state.queued()).put("waitSeconds", state.waiting().toMillis() / 1e3)
                .put("recentFailures", Math.round(state.recentFailures() * 10) / 10.0)
                .put("failuresInARow", state.failuresInARow())
                .put("answerMillis", state.attemptTime().toNanos() / 1e6);
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }
}
