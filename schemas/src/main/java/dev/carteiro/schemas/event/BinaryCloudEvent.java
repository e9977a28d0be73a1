package dev.carteiro.schemas.event;

import dev.carteiro.schemas.json.InvalidJsonException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudEvents 1.0.2 in Kafka's binary content mode: attributes in {@code ce_} headers, data in the value.
 * Stateless.
 */
final class BinaryCloudEvent {
    private static final String PREFIX = "ce_";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,64}");
    private static final int MAX_ATTRIBUTES = 64;
    private static final int MAX_VALUE_LENGTH = 4_096;

    private BinaryCloudEvent() {
    }

    /** @param value {@code null} if there is no data */
    static Event read(SourceRecord source, byte @Nullable [] value) throws InvalidJsonException, InvalidEventException {
        Map<String, String> attributes = attributes(source);
        requireVersion(attributes.get("specversion"), "ce_specversion");
        String contentType = EventFields.text(EventFields.header(source, "content-type"), "content-type");
        Event event = new Event(EventFields.required(attributes.get("source"), "ce_source"),
                EventFields.required(attributes.get("id"), "ce_id"),
                EventFields.type(attributes.get("type"), "ce_type"),
                EventFields.text(attributes.get("context"), "ce_context"),
                EventFields.text(attributes.get("tenant"), "ce_tenant"),
                EventFields.time(attributes.get("time"), "ce_time", source), EventFormat.CLOUDEVENTS_BINARY,
                Map.copyOf(attributes), contentType,
                EventData.withoutByteOrderMark(EventFormat.CLOUDEVENTS_BINARY, attributes, contentType, value));
        EventData.of(event).requireJson();
        return event;
    }

    static void requireVersion(@Nullable String version, String name) throws InvalidEventException {
        if (version == null || !version.equals("1.0")) {
            throw new InvalidEventException("'" + name + "' must be 1.0, the supported CloudEvents version");
        }
    }

    private static Map<String, String> attributes(SourceRecord source) throws InvalidEventException {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Map.Entry<String, Header> last : last(source).entrySet()) {
            String value = EventFields.text(last.getValue());
            if (value == null || value.length() > MAX_VALUE_LENGTH || value.chars().anyMatch(Character::isISOControl)) {
                throw new InvalidEventException(
                        "header '" + last.getValue().key() + "' must be at most " + MAX_VALUE_LENGTH
                                + " characters without control characters");
            }
            attributes.put(last.getKey(), value);
        }
        return attributes;
    }

    /** Returns the last header of each attribute, by the attribute's name. Attributes without any value are omitted. */
    private static Map<String, Header> last(SourceRecord source) throws InvalidEventException {
        Map<String, Header> last = new LinkedHashMap<>();
        for (Header header : source.headers()) {
            if (!header.key().startsWith(PREFIX)) {
                continue;
            }
            String name = header.key().substring(PREFIX.length());
            if (header.value() == null) {
                last.computeIfPresent(name, (key, before) -> header);
                continue;
            }
            if (!NAME.matcher(name).matches()) {
                throw new InvalidEventException("header '" + (name.length() > 64 ? name.substring(0, 64) : name)
                        + "' after ce_ is not a CloudEvents attribute name: use only a-z and 0-9");
            }
            last.put(name, header);
        }
        if (last.size() > MAX_ATTRIBUTES) {
            throw new InvalidEventException(
                    "the event has " + last.size() + " CloudEvents attributes; at most " + MAX_ATTRIBUTES
                            + " are allowed");
        }
        return last;
    }
}
