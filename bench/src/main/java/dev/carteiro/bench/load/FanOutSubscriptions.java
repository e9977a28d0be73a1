package dev.carteiro.bench.load;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Subscriptions of which each event type has exactly one, or exactly ten, or that all want the same one. Immutable.
 *
 * @param size how many
 */
public record FanOutSubscriptions(int size) {
    /** All of them want it. */
    public static final String EVERYONE = "everyone";

    private static final int TEN = 10;

    /** As the registrar would have passed them. */
    public void write(BenchInstallation topics) {
        for (int i = 0; i < size; i++) {
            topics.write(new ProducerRecord<>(topics.names().applied(), id(i).getBytes(StandardCharsets.US_ASCII),
                    json(i)));
        }
        topics.flush();
    }

    /** An event that one of them wants. */
    public String one(long number) {
        return "one." + number % size;
    }

    /** An event that ten of them want. */
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
