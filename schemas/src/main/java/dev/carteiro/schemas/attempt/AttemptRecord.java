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
 * One line of history: the value of the attempts topic, keyed by subscription. Immutable. Holds no secret, no header
 * and no body that was sent.
 *
 * @param subject what was sent
 * @param attempt its number from 1; 0 where the delivery ended without one
 * @param outcome how it ended
 * @param reason why the delivery was given up, for {@link AttemptOutcome#DEAD}
 * @param status the HTTP status, if there was one
 * @param error a code for what went wrong, if no status did: {@code timeout}, {@code refused}, ...
 * @param detail one line for a person
 * @param startedAt when the attempt began, or the delivery was dropped
 * @param duration of the attempt
 * @param nextAttempt when it is due again, for {@link AttemptOutcome#RETRY}
 * @param response the beginning of a failed attempt's answer, at most 1 KiB, printable
 */
public record AttemptRecord(AttemptSubject subject, int attempt, AttemptOutcome outcome, @Nullable DeadLetterReason reason,
        @Nullable Integer status, @Nullable String error, @Nullable String detail, Instant startedAt, Duration duration,
        @Nullable Instant nextAttempt, @Nullable String response) {

    /** A JSON object in UTF-8; members without a value are left out. */
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
     * Members that it does not know are skipped: a newer version may have written them.
     *
     * @throws InvalidJsonException if the bytes are not what {@link #toJson} writes
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
