package dev.carteiro.cli.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.json.StrictJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Generates an event of a type, with a new id and plausible data. The data holds {@code "sample": true}, so that a receiver
 * can recognize it. Stateless.
 */
final class SampleEvent {
    private static final int ID_BYTES = 6;

    private SampleEvent() {
    }

    static String newId(String prefix, RandomGenerator random) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }

    /** Returns the data of a type: for {@code person.created}, a name and a time {@code createdAt}. */
    static ObjectNode data(String type, RandomGenerator random, Instant now) {
        List<String> segments = List.of(type.split("\\."));
        String entity = segments.isEmpty() || segments.getFirst().isEmpty() ? "thing" : segments.getFirst();
        String action = segments.isEmpty() ? "" : segments.getLast();
        ObjectNode data = StrictJson.mapper().createObjectNode().put("id", newId("sample_", random)).put("sample", true)
                .put("name", "Sample " + entity);
        if (segments.contains("status") && !action.equals("status")) {
            data.put("status", action.toUpperCase(Locale.ROOT));
        }
        if (segments.size() > 1 && action.matches("[a-z]+ed")) {
            data.put(action + "At", now.truncatedTo(ChronoUnit.SECONDS).toString());
        }
        return data;
    }
}
