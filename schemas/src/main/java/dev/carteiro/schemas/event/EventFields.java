package dev.carteiro.schemas.event;

import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.time.Rfc3339;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Checks that apply to the fields of every event format. Stateless. */
final class EventFields {
    /** Printable ASCII except space, quotes, backslash and the asterisk, which is the wildcard of type patterns. */
    private static final Pattern TYPE = Pattern.compile("[!#-&()+-\\[\\]-~]{1,256}");

    private static final int MAX_TEXT_LENGTH = 256;

    private EventFields() {
    }

    static String type(@Nullable String type, String name) throws InvalidEventException {
        if (type == null) {
            throw new InvalidEventException(
                    "'" + name + "' is missing; it must be an event type such as person.created");
        }
        if (!TYPE.matcher(type).matches()) {
            throw new InvalidEventException(
                    "'" + name + "' is not an event type: use 1 to 256 printable ASCII characters"
                            + " except space, \" ' \\ and *");
        }
        return type;
    }

    /**
     * Checks ids, sources, tenants and contexts, which become headers: they must be short and free of control
     * characters.
     */
    static @Nullable String text(@Nullable String text, String name) throws InvalidEventException {
        if (text == null) {
            return null;
        }
        if (text.isEmpty() || text.length() > MAX_TEXT_LENGTH) {
            throw new InvalidEventException(
                    "'" + name + "' has " + text.length() + " characters; use 1 to " + MAX_TEXT_LENGTH);
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidEventException("'" + name + "' contains a control character");
        }
        if (!StrictJson.hasUtf8(text)) {
            throw new InvalidEventException("'" + name + "' contains half a surrogate pair, which is not a character");
        }
        return text;
    }

    static String required(@Nullable String text, String name) throws InvalidEventException {
        String checked = text(text, name);
        if (checked == null) {
            throw new InvalidEventException("'" + name + "' is missing");
        }
        return checked;
    }

    /** Returns the event's time, otherwise the record's, in a form that every profile can render. */
    static String time(@Nullable String time, String name, SourceRecord source) throws InvalidEventException {
        if (time == null) {
            // Timestamps in microseconds exceed the last valid time.
            return Instant.ofEpochMilli(Math.clamp(source.timestampMillis(), 0, Rfc3339.LAST_MILLIS)).toString();
        }
        try {
            return Rfc3339.normalise(time);
        } catch (DateTimeException e) {
            throw new InvalidEventException("'" + name + "' is not an RFC 3339 time such as 2025-02-10T15:30:50Z");
        }
    }

    /** Derives an id that is stable across reprocessing: the same record always gets the same id. */
    static String derivedId(SourceRecord source) {
        return source.topic() + "-" + source.partition() + "-" + source.offset();
    }

    static @Nullable String header(SourceRecord source, String name) throws InvalidEventException {
        Header header = source.headers().lastHeader(name);
        return header == null ? null : text(header);
    }

    static @Nullable String text(Header header) throws InvalidEventException {
        byte[] value = header.value();
        if (value == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidEventException("header '" + header.key() + "' is not valid UTF-8");
        }
    }
}
