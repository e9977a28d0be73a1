package dev.carteiro.schemas.event;

import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.json.TopLevelMembers;
import dev.carteiro.schemas.json.TopLevelMembers.Member;
import java.util.Map;

/** Reads CloudEvents 1.0.2 in the JSON event format, one event per record. Stateless. */
final class StructuredCloudEvent {
    private StructuredCloudEvent() {
    }

    static Event read(SourceRecord source, byte[] value) throws InvalidJsonException, InvalidEventException {
        TopLevelMembers document = TopLevelMembers.scan(value);
        BinaryCloudEvent.requireVersion(ContractEvent.string(document, "specversion"), "specversion");
        requireData(document, value);
        requireCharacters(document);
        return new Event(EventFields.required(ContractEvent.string(document, "source"), "source"),
                EventFields.required(ContractEvent.string(document, "id"), "id"),
                EventFields.type(ContractEvent.string(document, "type"), "type"),
                EventFields.text(ContractEvent.string(document, "context"), "context"),
                EventFields.text(ContractEvent.string(document, "tenant"), "tenant"),
                EventFields.time(ContractEvent.string(document, "time"), "time", source),
                EventFormat.CLOUDEVENTS_STRUCTURED, Map.of(), null, value);
    }

    private static void requireData(TopLevelMembers document, byte[] value)
            throws InvalidJsonException, InvalidEventException {
        String contentType = EventFields.text(ContractEvent.string(document, "datacontenttype"), "datacontenttype");
        if (ContractEvent.string(document, "data_base64") == null) {
            return;
        }
        Member plain = document.get("data");
        if (plain != null && !plain.isNull()) {
            throw new InvalidEventException("'data' and 'data_base64' are both present; use only one");
        }
        EventData data = data(document, value);
        try {
            data.requireJson();
        } catch (InvalidJsonException e) {
            throw new InvalidEventException("'data_base64' does not contain JSON, although "
                    + (contentType == null ? "data without a 'datacontenttype'" : contentType) + " must be: "
                    + e.getMessage());
        }
    }

    private static EventData data(TopLevelMembers document, byte[] value) throws InvalidEventException {
        try {
            return EventData.ofStructured(document, value);
        } catch (InvalidJsonException e) {
            throw new InvalidEventException(e.getMessage());
        }
    }

    /** Rejects attributes that cannot be encoded, because attributes become headers. */
    private static void requireCharacters(TopLevelMembers document) throws InvalidEventException {
        for (Map.Entry<String, Member> member : document.members().entrySet()) {
            String text = member.getValue().text();
            if (text != null && !member.getKey().startsWith("data") && !StrictJson.hasUtf8(text)) {
                throw new InvalidEventException(
                        "an attribute contains half a surrogate pair, which is not a character");
            }
        }
    }
}
