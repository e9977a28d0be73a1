package dev.carteiro.bench.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One subscription. Immutable.
 *
 * @param id its key
 * @param path on the receiver, which says how it behaves there
 * @param timeout of an attempt, as in a subscription
 * @param maxInFlight as in a subscription
 */
public record BenchSubscription(String id, String path, String timeout, int maxInFlight) {
    /** Of all of them, so that the receiver can check. */
    public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final int DEFAULT_IN_FLIGHT = 16;

    /** So many with the defaults and the same behaviour. */
    public static List<BenchSubscription> several(int count, String behaviour) {
        return several(count, behaviour, "5s", DEFAULT_IN_FLIGHT);
    }

    public static List<BenchSubscription> several(int count, String behaviour, String timeout, int maxInFlight) {
        return IntStream.range(0, count).mapToObj(i -> new BenchSubscription(behaviour + "-" + i, path(behaviour + "-" + i), timeout,
                maxInFlight)).toList();
    }

    /** Where a hook's deliveries go, from its id alone, for those who know no subscriptions. */
    public static String path(String id) {
        return "/" + id.replace('-', '/');
    }

    /** All of the first, then all of the second. */
    public static List<BenchSubscription> both(List<BenchSubscription> first, List<BenchSubscription> second) {
        List<BenchSubscription> both = new ArrayList<>(first);
        both.addAll(second);
        return List.copyOf(both);
    }

    /** An event that reaches this one and no other. */
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
