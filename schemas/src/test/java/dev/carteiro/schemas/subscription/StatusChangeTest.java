package dev.carteiro.schemas.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.EventTree;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusChangeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            // producers that do not send the old value
            "status | B | `` | {'status': 'B'} | true", "status | B | `` | {'status': 'A'} | false",
            "status | B | A | {'status': 'B'} | false", "status | B | `` | {} | false",
            "status | B | `` | {'status': 'B', 'previousStatus': null} | true",
            "status | B | A | {'status': 'B', 'previousStatus': null} | false",
            // producers that do, next to it or in an object of its own
            "status | B | A | {'status': 'B', 'previousStatus': 'A'} | true",
            "status | B | A | {'status': 'B', 'previousStatus': 'C'} | false",
            "status | B | A | {'status': 'B', 'previous': {'status': 'A'}} | true",
            "status | B | `` | {'status': 'B', 'previous': {'status': 'A'}} | true",
            "status | B | A | {'status': 'B', 'previousStatus': 'C', 'previous': {'status': 'A'}} | false",
            "status | B | A | {'status': 'B', 'previous': 'A'} | false",
            // nothing changed
            "status | B | `` | {'status': 'B', 'previousStatus': 'B'} | false",
            "status | A,B | A,B | {'status': 'B', 'previous': {'status': 'B'}} | false",
            "status | A,B | A,B | {'status': 'B', 'previous': {'status': 'A'}} | true",
            // other fields, and fields in objects
            "stage | B | A | {'stage': 'B', 'previousStage': 'A'} | true",
            "stage | B | A | {'stage': 'B', 'previousstage': 'A'} | false",
            "operation.status | B | A | {'operation': {'status': 'B', 'previousStatus': 'A'}} | true",
            "operation.status | B | A | {'operation': {'status': 'B'}, 'previous': {'operation': {'status': 'A'}}} | true",
            "operation.status | B | A | {'operation': {'status': 'B', 'previous': {'status': 'A'}}} | false",
            "operation.status | B | `` | {'operation.status': 'B'} | false",
            "operation.status | B | `` | {'operation': 'B'} | false",
            "operation.status | B | `` | {'operation': [{'status': 'B'}]} | false",
            // whole numbers and booleans count as their text
            "status | 3 | 2 | {'status': 3, 'previousStatus': 2} | true",
            "status | 3 | 2 | {'status': '3', 'previousStatus': 2} | true", "status | 3 | `` | {'status': 3.0} | false",
            "status | 12345678901234567890 | `` | {'status': 12345678901234567890} | true",
            "status | true | false | {'status': true, 'previousStatus': false} | true",
            // nothing else is a status
            "status | B | `` | {'status': ['B']} | false", "status | B | `` | {'status': {'B': 'B'}} | false",
            "status | null | `` | {'status': null} | false", "status | b | `` | {'status': 'B'} | false",
            "status | B | `` | 'B' | false", "status | B | `` | [{'status': 'B'}] | false",
            "status | B | `` | 5 | false"})
    void matchesChangesToOneOfTheStatuses(String field, String to, String from, String data, boolean matches)
            throws InvalidJsonException {
        assertThat(StatusChange.of(field, set(to), set(from)).matches(json(data.replace('\'', '"'))))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b"})
    void rejectsEmptyNames(String field) {
        assertThatThrownBy(() -> StatusChange.of(field, Set.of("B"), Set.of()))
                .hasMessage("the field must be one name, or several separated by dots, as in operation.status");
    }

    /** Compares with an implementation of the contract's definition over maps, which shares no code. */
    @Test
    void agreesWithAReferenceImplementation() throws InvalidJsonException {
        Random random = new Random(11);
        List<String> fields = List.of("status", "x", "op.status", "op.x");
        int matched = 0;
        for (int i = 0; i < 20_000; i++) {
            String field = fields.get(random.nextInt(fields.size()));
            Set<String> to = statuses(random, 1);
            Set<String> from = statuses(random, 0);
            Map<String, Object> data = data(random, 3);
            boolean expected = naive(field, to, from, data);
            matched += expected ? 1 : 0;

            assertThat(StatusChange.of(field, to, from).matches(StrictJson.mapper().valueToTree(data)))
                    .as("%s to %s from %s: %s", field, to, from, data).isEqualTo(expected);
        }
        assertThat(matched).isBetween(500, 19_500);
    }

    private static boolean naive(String field, Set<String> to, Set<String> from, Map<String, Object> data) {
        int dot = field.indexOf('.');
        String parent = dot < 0 ? "" : field.substring(0, dot + 1);
        String name = field.substring(dot + 1);
        Object now = look(data, field);
        Object before = look(data, parent + "previous" + Character.toUpperCase(name.charAt(0)) + name.substring(1));
        if (before == null) {
            before = look(data, "previous." + field);
        }
        boolean became = now != null && to.contains(now) && !now.equals(before);
        return became && (from.isEmpty() || (before != null && from.contains(before)));
    }

    /** Returns the string at a path; {@code null} if there is none. */
    private static @Nullable String look(Object data, String field) {
        int dot = field.indexOf('.');
        if (!(data instanceof Map<?, ?> map)) {
            return null;
        }
        Object found = map.get(dot < 0 ? field : field.substring(0, dot));
        if (dot < 0 || found == null) {
            return found instanceof String text ? text : null;
        }
        return look(found, field.substring(dot + 1));
    }

    private static Map<String, Object> data(Random random, int depth) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (String name : List.of("status", "x", "previousStatus", "previousX", "previous", "op")) {
            switch (random.nextInt(depth > 0 ? 4 : 2)) {
                case 0 -> {
                    // not there
                }
                case 1 -> data.put(name, "ABC".substring(random.nextInt(3)).substring(0, 1));
                default -> data.put(name, data(random, depth - 1));
            }
        }
        return data;
    }

    private static Set<String> statuses(Random random, int least) {
        Set<String> statuses = new java.util.HashSet<>();
        int many = least + random.nextInt(2);
        while (statuses.size() < many) {
            statuses.add("ABC".substring(random.nextInt(3)).substring(0, 1));
        }
        return statuses;
    }

    private static Set<String> set(String texts) {
        return texts.isEmpty() ? Set.of() : Set.of(texts.split(","));
    }

    private static JsonNode json(String text) throws InvalidJsonException {
        return EventTree.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
