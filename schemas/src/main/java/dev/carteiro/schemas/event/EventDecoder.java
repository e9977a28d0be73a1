package dev.carteiro.schemas.event;

import dev.carteiro.schemas.event.EventDecodingResult.Invalid;
import dev.carteiro.schemas.event.EventDecodingResult.Reason;
import dev.carteiro.schemas.event.EventDecodingResult.Valid;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.topic.TopicPlan;
import dev.carteiro.schemas.wire.DecompressedRecord;

/**
 * Decodes a record of an event topic into an {@link Event}, or explains why that is not possible. Thread-safe. Never
 * throws because of a record's content.
 */
public final class EventDecoder {
    public static final int DEFAULT_MAX_BYTES = 512 * 1024;

    /** Maximum serialized size of an event's headers, in bytes: every delivery may repeat all of them. */
    public static final int MAX_HEADER_BYTES = TopicPlan.MAX_AROUND;

    private static final String SPEC_VERSION = "ce_specversion";
    private static final String STRUCTURED = "application/cloudevents+json";

    private final int maxBytes;

    /** @param maxBytes maximum size of a value; together with its headers it must fit into the delivery topics */
    public EventDecoder(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    public EventDecodingResult decode(SourceRecord source) {
        // First, and in one pass, because all checks below may iterate over the headers.
        String tooLarge = DecompressedRecord.problem(source.headers(), 0, MAX_HEADER_BYTES);
        if (tooLarge != null) {
            return new Invalid(Reason.TOO_LARGE, tooLarge);
        }
        byte[] value = source.value();
        if (value == null && source.header(SPEC_VERSION) == null) {
            return new Invalid(Reason.NULL_VALUE, "the record has no value; an event must be a JSON document");
        }
        if (value != null && value.length > maxBytes) {
            return new Invalid(Reason.TOO_LARGE,
                    "the event has " + value.length + " bytes; at most " + maxBytes + " are allowed");
        }
        try {
            EventFormat format = formatOf(source);
            if (format == EventFormat.CLOUDEVENTS_BINARY) {
                return new Valid(BinaryCloudEvent.read(source, value));
            }
            if (value == null) {
                return new Invalid(Reason.NULL_VALUE, "the record has no value; content-type " + STRUCTURED
                        + " requires a JSON document");
            }
            byte[] document = StrictJson.withoutByteOrderMark(value);
            return new Valid(format == EventFormat.JSON
                    ? ContractEvent.read(source, document)
                    : StructuredCloudEvent.read(source, document));
        } catch (InvalidJsonException e) {
            return new Invalid(Reason.INVALID_JSON, "not JSON: " + e.getMessage());
        } catch (InvalidEventException e) {
            return new Invalid(Reason.INVALID_EVENT, e.getMessage());
        }
    }

    /** Returns the content mode of a record: Kafka protocol binding for CloudEvents 1.0.2, section 3. */
    private static EventFormat formatOf(SourceRecord source) throws InvalidEventException {
        String contentType = EventFields.header(source, "content-type");
        String mediaType = contentType == null ? "" : MediaType.of(contentType).name();
        if (mediaType.startsWith("application/cloudevents")) {
            if (mediaType.equals(STRUCTURED)) {
                return EventFormat.CLOUDEVENTS_STRUCTURED;
            }
            throw new InvalidEventException("content-type " + mediaType + " is not supported: use " + STRUCTURED
                    + " with one event per record");
        }
        return source.header(SPEC_VERSION) != null ? EventFormat.CLOUDEVENTS_BINARY : EventFormat.JSON;
    }
}
