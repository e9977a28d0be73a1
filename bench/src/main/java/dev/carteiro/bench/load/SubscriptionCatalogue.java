package dev.carteiro.bench.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Many subscriptions, as on a platform with many customers: a hundred for each of a thousand tenants, and some hundred for each
 * event. Immutable.
 *
 * @param size number of subscriptions
 */
public record SubscriptionCatalogue(int size) {
    private static final int TENANTS = 1_000;
    private static final int EVENTS = 250;

    /** Writes all to both topics, as if the registrar had applied them. */
    public void write(BenchInstallation topics) {
        for (int i = 0; i < size; i++) {
            byte[] key = id(i).getBytes(StandardCharsets.US_ASCII);
            byte[] json = attributes(i).toString().getBytes(StandardCharsets.US_ASCII);
            topics.write(new ProducerRecord<>(topics.names().subscriptions(), key, json));
            topics.write(new ProducerRecord<>(topics.names().applied(), key, json));
        }
        topics.flush();
    }

    /** Writes all to the applied topic; every third has a filter of its own. */
    public void writeFiltered(BenchInstallation topics) {
        for (int i = 0; i < size; i++) {
            ObjectNode json = attributes(i);
            if (i % 3 == 0) {
                json.putObject("filter").putObject("data").putArray("amount").addObject().putArray("numeric").add(">")
                        .add(i);
            }
            topics.write(new ProducerRecord<>(topics.names().applied(), id(i).getBytes(StandardCharsets.US_ASCII),
                    json.toString().getBytes(StandardCharsets.US_ASCII)));
        }
        topics.flush();
    }

    public static String id(int number) {
        return UUID.nameUUIDFromBytes(("subscription-" + number).getBytes(StandardCharsets.US_ASCII)).toString();
    }

    public static String tenant(int number) {
        return "tenant-" + number % TENANTS;
    }

    public static String event(int number) {
        return "document.status." + number * 7 % EVENTS;
    }

    /** Returns the document that creates such a subscription. */
    public static String document(int number) {
        ObjectNode document = StrictJson.mapper().createObjectNode();
        document.putObject("data").put("type", "subscriptions").set("attributes", attributes(number));
        return document.toString();
    }

    private static ObjectNode attributes(int number) {
        ObjectNode json = StrictJson.mapper().createObjectNode().put("event", event(number))
                .put("context", "doc-signature").put("name", "webhook-" + number).put("tenant", tenant(number))
                .put("targetUrl", "https://hooks.example.com/callbacks/" + number);
        json.putArray("secrets").add("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        json.putObject("headers").put("x-api-key", "key-" + number);
        return json;
    }
}
