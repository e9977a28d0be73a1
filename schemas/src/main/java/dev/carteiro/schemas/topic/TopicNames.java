package dev.carteiro.schemas.topic;

import dev.carteiro.schemas.time.Durations;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The names of Carteiro's topics under one prefix; all fixed by the contract but for the prefix. Immutable.
 *
 * @param prefix {@code "carteiro."} unless configured otherwise
 */
public record TopicNames(String prefix) {
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

    public static final TopicNames DEFAULT = new TopicNames("carteiro.");

    public TopicNames {
        if (!LEGAL.matcher(prefix).matches()) {
            throw new IllegalArgumentException("topic prefix '" + prefix
                    + "' is not usable: write 1 to 100 of the characters a-z A-Z 0-9 . _ -");
        }
    }

    /** Where upstream publishes, unless existing domain topics are configured instead. */
    public String events() {
        return prefix + "events";
    }

    /** Subscriptions as their owners wrote them. */
    public String subscriptions() {
        return prefix + "subscriptions";
    }

    /** The last valid version of each subscription; what everyone but the registrar reads. */
    public String applied() {
        return prefix + "subscriptions.applied";
    }

    public String endpointStatus() {
        return prefix + "endpoint-status";
    }

    public String deliveries() {
        return prefix + "deliveries";
    }

    /** Events whose deliveries do not fit into one transaction, while they are written in parts. */
    public String fanout() {
        return prefix + "fanout";
    }

    /** @param tier the tier as it is written, for example {@code 5m} */
    public String retry(String tier) {
        return prefix + "retry." + tier;
    }

    /** How long records wait in a topic: zero where it is not a retry topic. */
    public Duration tier(String topic) {
        return topic.startsWith(retry("")) ? Durations.parse(topic.substring(retry("").length())) : Duration.ZERO;
    }

    public String held() {
        return prefix + "held";
    }

    public String jobs() {
        return prefix + "jobs";
    }

    /** Requests to the API that have an idempotency key. */
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

    /** The Kafka Streams application id, and so the router's group. */
    public String routerGroup() {
        return prefix + "router";
    }

    /** The Kafka Streams application id of the routers' second half, which writes large fan-outs in parts. */
    public String fanoutGroup() {
        return prefix + "fanout";
    }

    public String dispatcherGroup() {
        return prefix + "dispatcher";
    }
}
