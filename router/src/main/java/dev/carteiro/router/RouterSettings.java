package dev.carteiro.router;

import dev.carteiro.router.routing.EventTopics;
import dev.carteiro.schemas.event.EventDecoder;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a router. Immutable, and always valid: messages name the setting, its value and what is accepted.
 *
 * @param names names of Carteiro's topics
 * @param events event topics
 * @param allowed private networks that subscriptions may use
 * @param client Kafka client properties: bootstrap.servers, TLS, SASL
 * @param instance name of the static group member, unique among routers and stable across restarts; {@code null} for a
 *     dynamic member
 * @param stateDirectory directory of this router alone; a restart needs nothing in it
 * @param threads number of stream threads
 * @param commitInterval time between commits, which is most of a delivery's latency
 * @param poll maximum time for which a poll waits for records
 * @param maxEventBytes maximum size of an event; larger ones go to quarantine
 * @param maxTransactionBytes maximum size of the deliveries in one transaction; an event with more is written in
 *     several
 * @param maxFanoutBytes maximum size of all deliveries of an event; an event with more goes to quarantine
 */
public record RouterSettings(TopicNames names, EventTopics events, AllowedTargets allowed, Map<String, Object> client,
        @Nullable String instance, Path stateDirectory, int threads, Duration commitInterval, Duration poll,
        int maxEventBytes, int maxTransactionBytes, long maxFanoutBytes) {
    public static final Duration DEFAULT_COMMIT_INTERVAL = Duration.ofMillis(50);
    public static final Duration DEFAULT_POLL = Duration.ofMillis(25);

    /** Upper limit of {@code maxEventBytes}: what fits into the delivery topics together with a delivery's headers. */
    public static final int MAX_EVENT_BYTES_LIMIT = 640 * 1024;

    /** Default that commits within the transaction timeout even if brokers write only 3 MB/s. */
    public static final int DEFAULT_MAX_TRANSACTION_BYTES = 32 * 1024 * 1024;

    /** Lower limit of {@code maxTransactionBytes}: enough for a few of the largest deliveries. */
    public static final int MIN_TRANSACTION_BYTES = 2 * 1024 * 1024;

    public static final long DEFAULT_MAX_FANOUT_BYTES = 16L * 1024 * 1024 * 1024;

    private static final Duration MAX_COMMIT_INTERVAL = Duration.ofSeconds(5);

    public RouterSettings {
        client = Map.copyOf(client);
        if (!client.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new IllegalArgumentException("bootstrap.servers is missing: use host:port of a Kafka broker");
        }
        if (instance != null && !instance.matches("[a-zA-Z0-9._-]{1,200}")) {
            throw new IllegalArgumentException("router instance '" + instance
                    + "' is not valid: use 1 to 200 of the characters a-z A-Z 0-9 . _ -");
        }
        requireBetween("router threads", threads, 1, 64);
        requireBetween("router commit interval (ms)", commitInterval.toMillis(), 1, MAX_COMMIT_INTERVAL.toMillis());
        requireBetween("router poll (ms)", poll.toMillis(), 1, 1_000);
        requireBetween("maximum event size (bytes)", maxEventBytes, 1, MAX_EVENT_BYTES_LIMIT);
        requireBetween("maximum transaction size (bytes)", maxTransactionBytes, MIN_TRANSACTION_BYTES,
                Integer.MAX_VALUE);
        requireBetween("maximum fan-out size (bytes)", maxFanoutBytes, MAX_EVENT_BYTES_LIMIT, Long.MAX_VALUE);
        if (events instanceof EventTopics.NamedTopics(var topics)) {
            for (String topic : topics) {
                if (topic.startsWith(names.prefix()) && !topic.equals(names.events())) {
                    throw new IllegalArgumentException("event topic '" + topic + "' starts with Carteiro's own prefix '"
                            + names.prefix() + "': use another topic, or another prefix for Carteiro");
                }
            }
        }
    }

    /**
     * Returns the default settings: one thread, a dynamic member, the contract's events topic, default times and sizes.
     */
    public static RouterSettings of(TopicNames names, AllowedTargets allowed, Map<String, Object> client,
            Path stateDirectory) {
        return new RouterSettings(names, EventTopics.named(names.events()), allowed, client, null, stateDirectory, 1,
                DEFAULT_COMMIT_INTERVAL, DEFAULT_POLL, EventDecoder.DEFAULT_MAX_BYTES, DEFAULT_MAX_TRANSACTION_BYTES,
                DEFAULT_MAX_FANOUT_BYTES);
    }

    public RouterSettings withEvents(EventTopics other) {
        return new RouterSettings(names, other, allowed, client, instance, stateDirectory, threads, commitInterval,
                poll, maxEventBytes, maxTransactionBytes, maxFanoutBytes);
    }

    public RouterSettings withInstance(@Nullable String other) {
        return new RouterSettings(names, events, allowed, client, other, stateDirectory, threads, commitInterval, poll,
                maxEventBytes, maxTransactionBytes, maxFanoutBytes);
    }

    public RouterSettings withMaxTransactionBytes(int other) {
        return new RouterSettings(names, events, allowed, client, instance, stateDirectory, threads, commitInterval,
                poll, maxEventBytes, other, maxFanoutBytes);
    }

    public RouterSettings withMaxFanoutBytes(long other) {
        return new RouterSettings(names, events, allowed, client, instance, stateDirectory, threads, commitInterval,
                poll, maxEventBytes, maxTransactionBytes, other);
    }

    private static void requireBetween(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    name + " is " + value + ": use a number from " + min + " to " + max);
        }
    }

    /** Returns a text without the client properties, which may contain passwords. */
    @Override
    public String toString() {
        return "RouterSettings[" + names.routerGroup() + ", instance " + instance + ", " + threads + " threads]";
    }
}
