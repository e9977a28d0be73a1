package dev.carteiro.schemas.event;

import dev.carteiro.schemas.json.InvalidJson;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.json.TopLevel;
import dev.carteiro.schemas.json.TopLevel.Member;
import java.util.Map;

/** CloudEvents 1.0.2, JSON event format, one event a record. Stateless. */
final class StructuredCloudEvent {
    private StructuredCloudEvent() {
    }

    static Event read(SourceRecord source, byte[] value) throws InvalidJson, InvalidEvent {
        TopLevel document = TopLevel.scan(value);
        BinaryCloudEvent.requireVersion(ContractEvent.string(document, "specversion"), "specversion");
        requireData(document, value);
        requireCharacters(document);
        return new Event(Fields.required(ContractEvent.string(document, "source"), "source"),
                Fields.required(ContractEvent.string(document, "id"), "id"),
                Fields.type(ContractEvent.string(document, "type"), "type"),
                Fields.text(ContractEvent.string(document, "context"), "context"),
                Fields.text(ContractEvent.string(document, "tenant"), "tenant"),
                Fields.time(ContractEvent.string(document, "time"), "time", source),
                EventFormat.CLOUDEVENTS_STRUCTURED, Map.of(), null, value);
    }

    private static void requireData(TopLevel document, byte[] value) throws InvalidJson, InvalidEvent {
        String contentType = Fields.text(ContractEvent.string(document, "datacontenttype"), "datacontenttype");
        if (ContractEvent.string(document, "data_base64") == null) {
            return;
        }
        Member data = document.get("data");
        if (data != null && !data.isNull()) {
            throw new InvalidEvent("'data' and 'data_base64' are both given; write one");
        }
        EventData unpacked = unpacked(document, value);
        try {
            unpacked.requireJson();
        } catch (InvalidJson e) {
            throw new InvalidEvent("'data_base64' does not hold JSON, which "
                    + (contentType == null ? "data without a 'datacontenttype'" : contentType) + " is: "
                    + e.getMessage());
        }
    }

    private static EventData unpacked(TopLevel document, byte[] value) throws InvalidEvent {
        try {
            return EventData.ofStructured(document, value);
        } catch (InvalidJson e) {
            throw new InvalidEvent(e.getMessage());
        }
    }

    /** Attributes become headers. */
    private static void requireCharacters(TopLevel document) throws InvalidEvent {
        for (Map.Entry<String, Member> member : document.members().entrySet()) {
            String text = member.getValue().text();
            if (text != null && !member.getKey().startsWith("data") && !StrictJson.hasUtf8(text)) {
                throw new InvalidEvent("an attribute holds half a surrogate pair, which is not a character");
            }
        }
    }
}
