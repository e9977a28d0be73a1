package dev.carteiro.schemas.attempt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one attempt record in a single pass and builds no tree, because followers of the topic read tens of thousands
 * of records per second. Single use, by one thread.
 */
final class AttemptReader {
    private final Map<String, String> texts = new HashMap<>();

    /** Integers are kept apart from strings, so that {@code "tenant": 5} names no tenant. */
    private final Map<String, String> numbers = new HashMap<>();

    private boolean isTest;

    AttemptRecord read(byte[] utf8) throws InvalidJsonException {
        StrictJson.requireUtf8(utf8);
        try (JsonParser json = StrictJson.parser(utf8)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidJsonException("must be a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                switch (json.nextToken()) {
                    case VALUE_STRING -> texts.put(name, json.getText());
                    case VALUE_NUMBER_INT -> numbers.put(name, json.getText());
                    case VALUE_TRUE -> isTest |= name.equals("test");
                    default -> json.skipChildren();
                }
            }
            return record();
        } catch (JsonProcessingException e) {
            throw StrictJson.describe(e, ByteBuffer.wrap(utf8));
        } catch (IOException e) {
            throw new InvalidJsonException("cannot be read: " + e.getMessage());
        }
    }

    private AttemptRecord record() throws InvalidJsonException {
        AttemptSubject subject = new AttemptSubject(text("delivery"), text("subscription"), text("event"),
                text("eventId"),
                text("source"), texts.get("tenant"), isTest);
        String outcome = text("outcome");
        String reason = texts.get("reason");
        try {
            return new AttemptRecord(subject, Integer.parseInt(number("attempt")),
                    AttemptOutcome.ofCode(outcome)
                            .orElseThrow(() -> new InvalidJsonException("outcome '" + outcome + "' is unknown")),
                    reason == null ? null : DeadLetterReason.ofCode(reason).orElse(null),
                    numbers.containsKey("status") ? Integer.valueOf(number("status")) : null, texts.get("error"),
                    texts.get("detail"), Instant.parse(text("startedAt")),
                    Duration.ofMillis(Long.parseLong(number("durationMs"))), instant("nextAttemptAt"),
                    texts.get("response"));
        } catch (NumberFormatException e) {
            throw new InvalidJsonException("attempt, status and durationMs must be whole numbers");
        } catch (DateTimeException e) {
            throw new InvalidJsonException("startedAt and nextAttemptAt must be times in RFC 3339");
        }
    }

    private @Nullable Instant instant(String name) {
        String text = texts.get(name);
        return text == null ? null : Instant.parse(text);
    }

    private String text(String name) throws InvalidJsonException {
        return required(texts, name);
    }

    private String number(String name) throws InvalidJsonException {
        return required(numbers, name);
    }

    private static String required(Map<String, String> members, String name) throws InvalidJsonException {
        String text = members.get(name);
        if (text == null) {
            throw new InvalidJsonException("member '" + name + "' is missing");
        }
        return text;
    }
}
