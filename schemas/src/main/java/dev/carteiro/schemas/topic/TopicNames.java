package dev.carteiro.schemas.topic;

import dev.carteiro.schemas.time.Durations;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Names of Carteiro's topics. Immutable. The contract defines all of them except the prefix.
 *
 * @param prefix prefix of all names, {@code "carteiro."} by default
 */
public record TopicNames(String prefix) {
    private static final Pattern VALID_SYNTAX = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

    public static final TopicNames DEFAULT = new TopicNames("carteiro.");

    public TopicNames {
        if (!VALID_SYNTAX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("topic prefix '" + prefix
                    + "' is not valid: use 1 to 100 of the characters a-z A-Z 0-9 . _ -");
        }
    }

    /** Returns the topic to which producers publish events, unless other event topics are configured. */
    public String events() {
        return prefix + "events";
    }

    /** Returns the topic with subscriptions as their owners wrote them. */
    public String subscriptions() {
        return prefix + "subscriptions";
    }

    /**
     * Returns the topic with the last valid version of each subscription, which all components except the registrar
     * read.
     */
    public String applied() {
        return prefix + "subscriptions.applied";
    }

    public String endpointStatus() {
        return prefix + "endpoint-status";
    }

    public String deliveries() {
        return prefix + "deliveries";
    }

    /** Returns the topic with events whose deliveries do not fit into one transaction and are written in parts. */
    public String fanout() {
        return prefix + "fanout";
    }

    /** @param tier waiting time as text, for example {@code 5m} */
    public String retry(String tier) {
        return prefix + "retry." + tier;
    }

    /** Returns the waiting time of a retry topic; zero for other topics. */
    public Duration tier(String topic) {
        return topic.startsWith(retry("")) ? Durations.parse(topic.substring(retry("").length())) : Duration.ZERO;
    }

    public String held() {
        return prefix + "held";
    }

    public String jobs() {
        return prefix + "jobs";
    }

    /** Returns the topic with API requests that have an idempotency key. */
    public String idempotency() {
        return prefix + "idempotency";
    }

    public String deadLetters() {
        return prefix + "dead-letters";
    }

    public String attempts() {
        return prefix + "attempts";
    }

    public String quarantine() {
        return prefix + "quarantine";
    }

    /** Returns the Kafka Streams application id of the router, which is also its consumer group. */
    public String routerGroup() {
        return prefix + "router";
    }

    /**
     * Returns the Kafka Streams application id of the router's second application, which writes large fan-outs in
     * parts.
     */
    public String fanoutGroup() {
        return prefix + "fanout";
    }

    public String dispatcherGroup() {
        return prefix + "dispatcher";
    }
}
