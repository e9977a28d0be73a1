package dev.carteiro.schemas.attempt;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the delivery history: a value of the attempts topic, keyed by subscription. Immutable. It contains no
 * secrets, request headers or request bodies.
 *
 * @param subject the delivery that was attempted
 * @param attempt number of the attempt, from 1; 0 if the delivery ended without an attempt
 * @param outcome result of the attempt
 * @param reason reason for giving up, only for {@link AttemptOutcome#DEAD}
 * @param status HTTP status; {@code null} if there was no response
 * @param error error code if there was no response: {@code timeout}, {@code refused}, ...
 * @param detail explanation in one line
 * @param startedAt start of the attempt, or the time at which the delivery was dropped
 * @param duration duration of the attempt
 * @param nextAttempt due time of the next attempt, only for {@link AttemptOutcome#RETRY}
 * @param response beginning of the response to a failed attempt: at most 1 KiB, printable characters
 */
public record AttemptRecord(AttemptSubject subject, int attempt, AttemptOutcome outcome,
        @Nullable DeadLetterReason reason,
        @Nullable Integer status, @Nullable String error, @Nullable String detail, Instant startedAt, Duration duration,
        @Nullable Instant nextAttempt, @Nullable String response) {

    /** Returns a JSON object in UTF-8, without the members that have no value. */
    public byte[] toJson() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = StrictJson.mapper().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("delivery", subject.delivery());
            json.writeStringField("subscription", subject.subscription());
            json.writeStringField("event", subject.event());
            json.writeStringField("eventId", subject.eventId());
            json.writeStringField("source", subject.source());
            write(json, "tenant", subject.tenant());
            if (subject.test()) {
                json.writeBooleanField("test", true);
            }
            json.writeNumberField("attempt", attempt);
            json.writeStringField("outcome", outcome.code());
            write(json, "reason", reason == null ? null : reason.code());
            if (status != null) {
                json.writeNumberField("status", status);
            }
            write(json, "error", error);
            write(json, "detail", detail);
            json.writeStringField("startedAt", startedAt.toString());
            json.writeNumberField("durationMs", duration.toMillis());
            write(json, "nextAttemptAt", nextAttempt == null ? null : nextAttempt.toString());
            write(json, "response", response);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return out.toByteArray();
    }

    /**
     * Reads a record. Unknown members are skipped, because a newer version may have written them.
     *
     * @throws InvalidJsonException if the bytes do not have the form that {@link #toJson} writes
     */
    public static AttemptRecord read(byte[] utf8) throws InvalidJsonException {
        return new AttemptReader().read(utf8);
    }

    private static void write(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }
}
