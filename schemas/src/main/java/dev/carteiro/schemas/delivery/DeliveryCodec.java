package dev.carteiro.schemas.delivery;

import dev.carteiro.schemas.event.EventData;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.time.Rfc3339;
import dev.carteiro.schemas.topic.TopicPlan;
import dev.carteiro.schemas.wire.DecompressedRecord;
import dev.carteiro.schemas.wire.WireSize;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Writes deliveries to record headers and reads them back. Stateless.
 *
 * <p>The key is the subscription id, and the value is the event as produced. Numbers and times (unix milliseconds) are
 * decimal text, so that any console consumer shows them.
 *
 * <pre>
 * delivery     dlv_1f0c...            subscription version    version   42
 * event        person.created         matched at              matched   1739201450123
 * event-id     evt_1                  attempts so far         attempts  2
 * source       carteiro.events        first, last attempt     first-attempt, last-attempt
 * time         2025-02-10T15:30:50Z   next attempt, check     due, wake
 * format       json | ce | ce-binary  held for, in ms         held
 * tenant       acme                   copied from the event   ce_*, content-type, traceparent, tracestate
 * held since   held-since             left the held topic     released  true
 * redriven at  redriven               attempts before that    earlier-attempts
 * test         test  true             written by              headers-version  1
 * event record: event-topic, event-partition, event-offset, event-key (as bytes) or event-key-bytes
 * </pre>
 */
public final class DeliveryCodec {
    static final String ID = "delivery";
    static final String EVENT = "event";
    static final String EVENT_ID = "event-id";
    static final String SOURCE = "source";
    static final String TIME = "time";
    static final String FORMAT = "format";
    static final String TENANT = "tenant";
    static final String VERSION = "version";
    static final String MATCHED = "matched";
    static final String ATTEMPTS = "attempts";
    static final String FIRST_ATTEMPT = "first-attempt";
    static final String LAST_ATTEMPT = "last-attempt";
    static final String DUE = "due";
    static final String WAKE = "wake";
    static final String HELD = "held";
    static final String HELD_SINCE = "held-since";
    static final String RELEASED = "released";
    static final String REDRIVEN = "redriven";
    static final String EARLIER_ATTEMPTS = "earlier-attempts";
    static final String TEST = "test";
    static final String CONTENT_TYPE = "content-type";
    static final String HEADERS_VERSION = "headers-version";
    static final String EVENT_TOPIC = "event-topic";
    static final String EVENT_PARTITION = "event-partition";
    static final String EVENT_OFFSET = "event-offset";
    static final String EVENT_KEY = "event-key";
    static final String EVENT_KEY_BYTES = "event-key-bytes";

    /** Maximum size of the event, in bytes: above what the router accepts. */
    public static final int MAX_BYTES = 900_000;

    /**
     * Maximum size of key and headers, in bytes. Records about a delivery repeat them, as JSON up to six times as long.
     * A record that is too large to write would abort every commit of a lane permanently.
     */
    public static final int MAX_BYTES_AROUND = TopicPlan.MAX_AROUND + 32 * 1024;

    private static final String ATTRIBUTE = "ce_";
    private static final String TRACE = "trace"; // traceparent and tracestate

    private static final Set<String> NAMES = Set.of(ID, EVENT, EVENT_ID, SOURCE, TIME, FORMAT, TENANT, VERSION, MATCHED,
            ATTEMPTS, FIRST_ATTEMPT, LAST_ATTEMPT, DUE, WAKE, HELD, HELD_SINCE, RELEASED, REDRIVEN, EARLIER_ATTEMPTS,
            TEST, CONTENT_TYPE, HEADERS_VERSION, EVENT_TOPIC, EVENT_PARTITION, EVENT_OFFSET, EVENT_KEY_BYTES);

    private static final int MAX_ATTEMPTS = 1_000_000;

    private DeliveryCodec() {
    }

    /** Result of reading a delivery record. */
    public sealed interface ReadResult {
        record Valid(Delivery delivery) implements ReadResult {
        }

        /** @param detail what is missing or cannot be read */
        record Invalid(String detail) implements ReadResult {
        }
    }

    /** Returns new headers, to which the caller may add. */
    public static Headers headers(Delivery delivery) {
        Headers headers = new RecordHeaders();
        add(headers, HEADERS_VERSION, Integer.toString(delivery.unknown().version()));
        add(headers, ID, delivery.id());
        add(headers, EVENT, delivery.eventType());
        add(headers, EVENT_ID, delivery.eventId());
        add(headers, SOURCE, delivery.source());
        add(headers, TIME, delivery.time());
        add(headers, FORMAT, delivery.format().code());
        add(headers, TENANT, delivery.tenant());
        add(headers, VERSION, Long.toString(delivery.version()));
        add(headers, MATCHED, delivery.matchedAt());
        DeliveryProgress progress = delivery.progress();
        if (progress.attempts() > 0) {
            add(headers, ATTEMPTS, Integer.toString(progress.attempts()));
        }
        add(headers, FIRST_ATTEMPT, progress.firstAttempt());
        add(headers, LAST_ATTEMPT, progress.lastAttempt());
        add(headers, DUE, progress.due());
        add(headers, WAKE, progress.wake());
        if (!progress.held().isZero()) {
            add(headers, HELD, Long.toString(progress.held().toMillis()));
        }
        add(headers, HELD_SINCE, progress.heldSince());
        add(headers, RELEASED, progress.released() ? "true" : null);
        add(headers, REDRIVEN, progress.round().began());
        if (progress.round().attemptsBefore() > 0) {
            add(headers, EARLIER_ATTEMPTS, Integer.toString(progress.round().attemptsBefore()));
        }
        add(headers, TEST, delivery.test() ? "true" : null);
        delivery.attributes().forEach((name, value) -> add(headers, ATTRIBUTE + name, value));
        add(headers, CONTENT_TYPE, delivery.contentType());
        delivery.trace().forEach((name, value) -> add(headers, name, value));
        if (delivery.origin() != null) {
            add(headers, delivery.origin());
        }
        delivery.unknown().headers().forEach(headers::add);
        return headers;
    }

    private static void add(Headers headers, EventOrigin origin) {
        add(headers, EVENT_TOPIC, origin.topic());
        add(headers, EVENT_PARTITION, Integer.toString(origin.partition()));
        add(headers, EVENT_OFFSET, Long.toString(origin.offset()));
        if (origin.key() != null) {
            headers.add(EVENT_KEY, origin.key());
        } else if (origin.leftOutKeyBytes() > 0) {
            add(headers, EVENT_KEY_BYTES, Integer.toString(origin.leftOutKeyBytes()));
        }
    }

    /** Reads a record. It never throws, whatever the record contains. */
    public static ReadResult read(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        String tooLarge = DecompressedRecord.problem(headers, key == null ? 0 : key.length, MAX_BYTES_AROUND);
        if (tooLarge != null) {
            return new ReadResult.Invalid(tooLarge);
        }
        if (key == null || key.length == 0) {
            return new ReadResult.Invalid("the record has no key: a delivery's key is the subscription id");
        }
        if (value != null && value.length > MAX_BYTES) {
            return new ReadResult.Invalid(
                    "the record's value has " + value.length + " bytes; a delivery has at most " + MAX_BYTES);
        }
        Map<String, String> texts = new HashMap<>();
        Map<String, String> attributes = new HashMap<>();
        Map<String, String> trace = new HashMap<>();
        List<Header> unknown = new ArrayList<>();
        int unknownBytes = 0;
        byte[] eventKey = null;
        for (Header header : headers) {
            String name = header.key();
            if (name.equals(EVENT_KEY)) {
                eventKey = header.value();
                continue;
            }
            boolean isAttribute = name.startsWith(ATTRIBUTE);
            boolean isTrace = name.startsWith(TRACE);
            if (!isAttribute && !isTrace && !NAMES.contains(name)) {
                int bytes = WireSize.of(header);
                if (!DeadLetter.NAMES.contains(name) && unknown.size() < UnknownHeaders.MAX_COUNT
                        && unknownBytes + bytes <= UnknownHeaders.MAX_BYTES) {
                    unknown.add(header);
                    unknownBytes += bytes;
                }
                continue;
            }
            String text = header.value() == null ? "" : text(header.value());
            if (text == null) {
                return new ReadResult.Invalid("header '" + name + "' is not valid UTF-8");
            }
            if (isAttribute) {
                attributes.put(name.substring(ATTRIBUTE.length()), text);
            } else {
                (isTrace ? trace : texts).put(name, text);
            }
        }
        String subscription = text(key);
        if (subscription == null) {
            return new ReadResult.Invalid("the key (the subscription id) is not valid UTF-8");
        }
        try {
            Delivery delivery = delivery(subscription, texts, attributes, trace, value, eventKey);
            int version = (int) number(texts, HEADERS_VERSION, Integer.MAX_VALUE);
            return new ReadResult.Valid(unknown.isEmpty() && version <= UnknownHeaders.VERSION
                    ? delivery
                    : delivery.with(new UnknownHeaders(Math.max(version, UnknownHeaders.VERSION), unknown)));
        } catch (IllegalArgumentException e) {
            return new ReadResult.Invalid("not a delivery: " + e.getMessage());
        }
    }

    /** Returns {@code null} if the bytes are not UTF-8: writing them back would turn each such byte into three. */
    private static @Nullable String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 || StrictJson.isUtf8(bytes) ? text : null;
    }

    private static Delivery delivery(String key, Map<String, String> texts, Map<String, String> attributes,
            Map<String, String> trace, byte @Nullable [] value, byte @Nullable [] eventKey) {
        EventFormat format = EventFormat.ofCode(required(texts, FORMAT))
                .orElseThrow(() -> new IllegalArgumentException("header 'format' has an unknown value"));
        if (value == null && format != EventFormat.CLOUDEVENTS_BINARY) {
            throw new IllegalArgumentException("the value (the event) is missing");
        }
        Instant matched = instant(texts, MATCHED);
        if (matched == null) {
            throw new IllegalArgumentException("header '" + MATCHED + "' is missing");
        }
        int attempts = (int) number(texts, ATTEMPTS, MAX_ATTEMPTS);
        DeliveryProgress progress = new DeliveryProgress(attempts,
                instant(texts, FIRST_ATTEMPT),
                instant(texts, LAST_ATTEMPT), instant(texts, DUE), instant(texts, WAKE),
                Duration.ofMillis(number(texts, HELD, Rfc3339.LAST_MILLIS)), instant(texts, HELD_SINCE),
                "true".equals(texts.get(RELEASED)), new DeliveryProgress.Round(
                        (int) number(texts, EARLIER_ATTEMPTS, attempts), instant(texts, REDRIVEN)));
        return new Delivery(required(texts, ID), key, number(texts, VERSION), required(texts, EVENT_ID),
                required(texts, EVENT), required(texts, SOURCE), texts.get(TENANT), required(texts, TIME), format,
                attributes, texts.get(CONTENT_TYPE), trace, matched, progress,
                EventData.withoutByteOrderMark(format, attributes, texts.get(CONTENT_TYPE), value),
                "true".equals(texts.get(TEST)), origin(texts, eventKey), UnknownHeaders.NONE);
    }

    /** Returns {@code null} for records of versions that did not store the origin. */
    private static @Nullable EventOrigin origin(Map<String, String> texts, byte @Nullable [] key) {
        String topic = texts.get(EVENT_TOPIC);
        return topic == null
                ? null
                : new EventOrigin(topic, (int) number(texts, EVENT_PARTITION, Integer.MAX_VALUE),
                        number(texts, EVENT_OFFSET), key,
                        (int) number(texts, EVENT_KEY_BYTES, Integer.MAX_VALUE));
    }

    private static String required(Map<String, String> texts, String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new IllegalArgumentException("header '" + name + "' is missing");
        }
        return text;
    }

    /** Returns 0 if the header is missing. */
    private static long number(Map<String, String> texts, String name) {
        return number(texts, name, Long.MAX_VALUE);
    }

    private static long number(Map<String, String> texts, String name, long max) {
        String text = texts.get(name);
        if (text == null) {
            return 0;
        }
        try {
            long number = Long.parseLong(text);
            if (number < 0 || number > max) {
                throw new IllegalArgumentException("header '" + name + "' is out of range");
            }
            return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("header '" + name + "' is not a number", e);
        }
    }

    private static @Nullable Instant instant(Map<String, String> texts, String name) {
        return texts.containsKey(name) ? Instant.ofEpochMilli(number(texts, name, Rfc3339.LAST_MILLIS)) : null;
    }

    static void add(Headers headers, String name, @Nullable Instant instant) {
        add(headers, name, instant == null ? null : Long.toString(instant.toEpochMilli()));
    }

    static void add(Headers headers, String name, @Nullable String text) {
        if (text != null) {
            headers.add(name, text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
