package dev.carteiro.bench.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A subscription. Immutable.
 *
 * @param id its key
 * @param path on the receiver, which decides the receiver's behaviour
 * @param timeout of an attempt, as in a subscription
 * @param maxInFlight as in a subscription
 */
public record BenchSubscription(String id, String path, String timeout, int maxInFlight) {
    /** The secret of all subscriptions, so that the receiver can check signatures. */
    public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final int DEFAULT_MAX_IN_FLIGHT = 16;

    /** Creates that many with default settings and the same behaviour. */
    public static List<BenchSubscription> several(int count, String behaviour) {
        return several(count, behaviour, "5s", DEFAULT_MAX_IN_FLIGHT);
    }

    public static List<BenchSubscription> several(int count, String behaviour, String timeout, int maxInFlight) {
        return IntStream.range(0, count)
                .mapToObj(i -> new BenchSubscription(behaviour + "-" + i, path(behaviour + "-" + i), timeout,
                        maxInFlight))
                .toList();
    }

    /** Returns the path of a subscription's deliveries by its id alone, for programs that read no subscriptions. */
    public static String path(String id) {
        return "/" + id.replace('-', '/');
    }

    /** Returns all of the first, then all of the second. */
    public static List<BenchSubscription> both(List<BenchSubscription> first, List<BenchSubscription> second) {
        List<BenchSubscription> both = new ArrayList<>(first);
        both.addAll(second);
        return List.copyOf(both);
    }

    /** Returns an event type that only this subscription matches. */
    public String eventType() {
        return "hook." + id;
    }

    byte[] key() {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    byte[] subscription(int receiverPort) {
        ObjectNode json = StrictJson.mapper().createObjectNode();
        json.put("targetUrl", "http://127.0.0.1:" + receiverPort + path).put("timeout", timeout).put("maxInFlight",
                maxInFlight);
        json.putArray("events").add(eventType());
        json.putArray("secrets").add(SECRET);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
