package dev.carteiro.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Generates events and subscriptions from a seed: most are valid, some large or unusual, some broken. Not thread-safe. */
final class RandomContent {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> NAMES = List.of("id", "status", "items", "a", "b", "a.b", "", "$or", "née",
            "x".repeat(300));
    private static final List<String> TEXTS = List.of("", "paid", "PAID", "\u0000", "\ud83d\ude00", "é", "*",
            "10.0.0.1",
            "999.1.1.1", "null", "a".repeat(3_000), "\u202etxt", "<script>");
    private static final List<String> NUMBERS = List.of("0", "-0.0", "1", "1e3", "9007199254740993", "1e400", "-1e-400",
            "12345678901234567890.5");
    private static final List<String> TENANTS = List.of("acme", "umbrella", "null", "");

    private final Random random;

    RandomContent(long seed) {
        random = new Random(seed);
    }

    /** Returns a subscription's document; one in five is invalid. */
    byte[] subscription() {
        ObjectNode subscription = JSON.objectNode().put("targetUrl", "https://example.com/hook");
        subscription.putArray("events").add(pick(List.of("*", "a.*", "*.b", "a.b", "a*b*c")));
        if (random.nextBoolean()) {
            subscription.put("tenant", pick(TENANTS));
        }
        if (random.nextInt(4) > 0) {
            subscription.set("filter", filter(3));
        }
        if (random.nextInt(5) == 0) {
            subscription.set(pick(List.of("colour", "state", "timeout", "secrets", "events")), value(3));
        }
        return mutated(subscription.toString(), 20);
    }

    /** Returns an event's value; one in five is invalid. */
    byte[] event() {
        ObjectNode event = JSON.objectNode().put("event", pick(List.of("a.b", "a.c", "c.b", "axbxc", "z")));
        if (random.nextInt(3) > 0) {
            event.put("id", "evt_" + random.nextInt(1_000_000));
        }
        if (random.nextBoolean()) {
            event.put("tenant", pick(TENANTS));
        }
        if (random.nextInt(50) == 0) {
            event.set("data", lists());
        } else {
            event.set("data", object(4));
        }
        if (random.nextInt(20) == 0) {
            event.set(pick(List.of("event", "id", "tenant", "timestamp", "context")), value(2));
        }
        return mutated(event.toString(), 10);
    }

    /** Returns a few headers, rarely hundreds; some are a CloudEvents envelope. */
    Headers headers() {
        Headers headers = new RecordHeaders();
        int count = random.nextInt(40) == 0 ? 2_000 : random.nextInt(3);
        for (int i = 0; i < count; i++) {
            headers.add(pick(List.of("", "ce_a", "content-type", "traceparent", "x", "ce_id")),
                    random.nextBoolean() ? null : pick(TEXTS).getBytes(StandardCharsets.UTF_8));
        }
        if (random.nextInt(10) == 0) {
            for (String name : List.of("specversion", "id", "source", "type", "tenant")) {
                headers.add("ce_" + name, pick(List.of("1.0", "a.b", "acme", "")).getBytes(StandardCharsets.UTF_8));
            }
        }
        return headers;
    }

    private ObjectNode filter(int depth) {
        ObjectNode filter = JSON.objectNode();
        for (int i = 0; i <= random.nextInt(3); i++) {
            if (depth > 0 && random.nextInt(3) > 0) {
                filter.set(depth == 3 ? "data" : pick(NAMES), filter(depth - 1));
            } else {
                ArrayNode conditions = filter.putArray(pick(NAMES));
                for (int j = 0; j <= random.nextInt(3); j++) {
                    conditions.add(random.nextBoolean() ? scalar() : condition());
                }
            }
        }
        return filter;
    }

    private JsonNode condition() {
        ObjectNode condition = JSON.objectNode();
        switch (random.nextInt(7)) {
            case 0 -> condition.put("exists", random.nextBoolean());
            case 1 -> condition.put("prefix", pick(TEXTS));
            case 2 -> condition.put("wildcard", pick(List.of("*", "a*a*a*b", "*a*", "p*d")));
            case 3 -> condition.putArray("numeric").add(">").add(new BigDecimal(pick(NUMBERS)));
            case 4 -> condition.putArray("anything-but").add(pick(TEXTS));
            case 5 -> condition.put("equals-ignore-case", pick(TEXTS));
            default -> condition.set(pick(List.of("suffix", "cidr", "unknown")), scalar());
        }
        return condition;
    }

    /** Returns three lists and one of objects, with thousands of entries in total. */
    private ObjectNode lists() {
        ObjectNode data = JSON.objectNode();
        for (String name : List.of("a", "b", "status")) {
            ArrayNode list = data.putArray(name);
            for (int i = 0; i < 2_000; i++) {
                list.add(name + i);
            }
        }
        ArrayNode items = data.putArray("items");
        for (int i = 0; i < 2_000; i++) {
            items.addObject().put("a", i).put("b", "b" + i);
        }
        return data;
    }

    private ObjectNode object(int depth) {
        ObjectNode object = JSON.objectNode();
        for (int i = 0; i < random.nextInt(5); i++) {
            object.set(pick(NAMES), value(depth - 1));
        }
        return object;
    }

    private JsonNode value(int depth) {
        int kind = depth > 0 ? random.nextInt(6) : 0;
        if (kind < 3) {
            return scalar();
        }
        if (kind == 3) {
            return object(depth);
        }
        ArrayNode array = JSON.arrayNode();
        for (int i = 0; i < random.nextInt(4); i++) {
            array.add(value(depth - 1));
        }
        return array;
    }

    private JsonNode scalar() {
        return switch (random.nextInt(4)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(new BigDecimal(pick(NUMBERS)));
            default -> JSON.textNode(pick(TEXTS));
        };
    }

    /** Truncates one in that many, or changes one of its bytes. */
    private byte[] mutated(String json, int oneIn) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(oneIn) == 0) {
            if (random.nextBoolean()) {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
