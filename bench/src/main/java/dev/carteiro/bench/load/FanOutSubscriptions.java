package dev.carteiro.bench.load;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Subscriptions for three fan-outs: each has an event type of its own, one that ten share, and one that all share. Immutable.
 *
 * @param size number of subscriptions
 */
public record FanOutSubscriptions(int size) {
    /** The event type that all subscriptions match. */
    public static final String EVERYONE = "everyone";

    private static final int TEN = 10;

    /** Writes all to the applied topic, as the registrar would. */
    public void write(BenchInstallation topics) {
        for (int i = 0; i < size; i++) {
            topics.write(new ProducerRecord<>(topics.names().applied(), id(i).getBytes(StandardCharsets.US_ASCII),
                    json(i)));
        }
        topics.flush();
    }

    /** Returns an event type that one subscription matches. */
    public String one(long number) {
        return "one." + number % size;
    }

    /** Returns an event type that ten subscriptions match. */
    public String ten(long number) {
        return "ten." + number % (size / TEN);
    }

    public static String id(int number) {
        return "subscription-" + number;
    }

    private static byte[] json(int number) {
        ObjectNode json = StrictJson.mapper().createObjectNode().put("targetUrl",
                "https://hooks.example.com/callbacks/" + number);
        ArrayNode events = json.putArray("events");
        events.add("one." + number).add("ten." + number / TEN).add(EVERYONE);
        json.putArray("secrets").add(BenchSubscription.SECRET);
        return json.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
