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
 * How a router runs. Immutable, and valid once made: messages name the setting, its value and what is accepted.
 *
 * @param names Carteiro's topics
 * @param events where events are read from
 * @param allowed private networks that subscriptions may name
 * @param client Kafka client properties: bootstrap.servers, TLS, SASL
 * @param instance the static member's name, unique among routers and stable over restarts; {@code null} for a dynamic
 *     member
 * @param stateDirectory this router's own; nothing in it is needed for a restart
 * @param threads stream threads
 * @param commitInterval between transactions; most of a delivery's latency
 * @param poll how long one poll waits for records
 * @param maxEventBytes larger events go to quarantine
 * @param maxTransactionBytes of deliveries in one transaction; an event with more is written in several
 * @param maxFanoutBytes an event whose deliveries would take more goes to quarantine
 */
public record RouterSettings(TopicNames names, EventTopics events, AllowedTargets allowed, Map<String, Object> client,
        @Nullable String instance, Path stateDirectory, int threads, Duration commitInterval, Duration poll,
        int maxEventBytes, int maxTransactionBytes, long maxFanoutBytes) {
    public static final Duration DEFAULT_COMMIT_INTERVAL = Duration.ofMillis(50);
    public static final Duration DEFAULT_POLL = Duration.ofMillis(25);

    /** What fits the delivery topics beside a delivery's headers. */
    public static final int LARGEST_EVENT = 640 * 1024;

    /** Commits within its timeout where brokers write no more than 3 MB/s. */
    public static final int DEFAULT_MAX_TRANSACTION_BYTES = 32 * 1024 * 1024;

    /** Room for a few of the largest deliveries. */
    public static final int LEAST_TRANSACTION_BYTES = 2 * 1024 * 1024;

    public static final long DEFAULT_MAX_FANOUT_BYTES = 16L * 1024 * 1024 * 1024;

    private static final Duration LONGEST_COMMIT_INTERVAL = Duration.ofSeconds(5);

    public RouterSettings {
        client = Map.copyOf(client);
        if (!client.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new IllegalArgumentException("bootstrap.servers is missing: write host:port of a Kafka broker");
        }
        if (instance != null && !instance.matches("[a-zA-Z0-9._-]{1,200}")) {
            throw new IllegalArgumentException("router instance '" + instance
                    + "' is not usable: write 1 to 200 of the characters a-z A-Z 0-9 . _ -");
        }
        between("router threads", threads, 1, 64);
        between("router commit interval (ms)", commitInterval.toMillis(), 1, LONGEST_COMMIT_INTERVAL.toMillis());
        between("router poll (ms)", poll.toMillis(), 1, 1_000);
        between("largest event (bytes)", maxEventBytes, 1, LARGEST_EVENT);
        between("largest transaction (bytes)", maxTransactionBytes, LEAST_TRANSACTION_BYTES, Integer.MAX_VALUE);
        between("largest fan-out (bytes)", maxFanoutBytes, LARGEST_EVENT, Long.MAX_VALUE);
        if (events instanceof EventTopics.NamedTopics(var topics)) {
            for (String topic : topics) {
                if (topic.startsWith(names.prefix()) && !topic.equals(names.events())) {
                    throw new IllegalArgumentException("event topic '" + topic + "' begins with Carteiro's own prefix '"
                            + names.prefix() + "': choose another topic, or another prefix for Carteiro");
                }
            }
        }
    }

    /** One thread, a dynamic member, the contract's events topic, and the default times and sizes. */
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

    private static void between(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " is " + value + ": write a number from " + least + " to " + most);
        }
    }

    /** Without client properties, which may hold passwords. */
    @Override
    public String toString() {
        return "RouterSettings[" + names.routerGroup() + ", instance " + instance + ", " + threads + " threads]";
    }
}
