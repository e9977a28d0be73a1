package dev.carteiro.schemas.event;

import dev.carteiro.schemas.event.EventDecodingResult.Invalid;
import dev.carteiro.schemas.event.EventDecodingResult.Reason;
import dev.carteiro.schemas.event.EventDecodingResult.Valid;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.topic.TopicPlan;
import dev.carteiro.schemas.wire.DecompressedRecord;

/**
 * Turns a record of an event topic into an {@link Event}, or says why it cannot. Never throws for what a record holds.
 * Stateless but for its limit; safe for any thread.
 */
public final class EventDecoder {
    public static final int DEFAULT_MAX_BYTES = 512 * 1024;

    /** What an event's headers may take on the wire: all of them could be passed on with each delivery. */
    public static final int MAX_HEADER_BYTES = TopicPlan.MAX_AROUND;

    private static final String SPEC_VERSION = "ce_specversion";
    private static final String STRUCTURED = "application/cloudevents+json";

    private final int maxBytes;

    /** @param maxBytes the largest value that is delivered; it must fit the delivery topics with its headers */
    public EventDecoder(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    public EventDecodingResult decode(SourceRecord source) {
        // First of all, and in one pass: everything below may look at each header.
        String tooLarge = DecompressedRecord.problem(source.headers(), 0, MAX_HEADER_BYTES);
        if (tooLarge != null) {
            return new Invalid(Reason.TOO_LARGE, tooLarge);
        }
        byte[] value = source.value();
        if (value == null && source.header(SPEC_VERSION) == null) {
            return new Invalid(Reason.NULL_VALUE, "the record has no value; an event is a JSON document");
        }
        if (value != null && value.length > maxBytes) {
            return new Invalid(Reason.TOO_LARGE,
                    "the event has " + value.length + " bytes; at most " + maxBytes + " are delivered");
        }
        try {
            EventFormat format = formatOf(source);
            if (format == EventFormat.CLOUDEVENTS_BINARY) {
                return new Valid(BinaryCloudEvent.read(source, value));
            }
            if (value == null) {
                return new Invalid(Reason.NULL_VALUE, "the record has no value; content-type " + STRUCTURED
                        + " announces a JSON document");
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

    /** Which mode a record is in: Kafka protocol binding for CloudEvents 1.0.2, section 3. */
    private static EventFormat formatOf(SourceRecord source) throws InvalidEventException {
        String contentType = EventFields.header(source, "content-type");
        String mediaType = contentType == null ? "" : MediaType.of(contentType).name();
        if (mediaType.startsWith("application/cloudevents")) {
            if (mediaType.equals(STRUCTURED)) {
                return EventFormat.CLOUDEVENTS_STRUCTURED;
            }
            throw new InvalidEventException("content-type " + mediaType + " is not read; accepted is " + STRUCTURED
                    + " with one event a record");
        }
        return source.header(SPEC_VERSION) != null ? EventFormat.CLOUDEVENTS_BINARY : EventFormat.JSON;
    }
}
