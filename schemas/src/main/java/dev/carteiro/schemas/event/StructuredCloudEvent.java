package dev.carteiro.schemas.event;

import dev.carteiro.schemas.json.InvalidJson;
import dev.carteiro.schemas.json.TopLevel;
import java.util.Map;

/** CloudEvents 1.0.2, JSON event format, one event a record. Stateless. */
final class StructuredCloudEvent {
    private StructuredCloudEvent() {
    }

    static Event read(SourceRecord source, byte[] value) throws InvalidJson, InvalidEvent {
        TopLevel document = TopLevel.scan(value);
        BinaryCloudEvent.requireVersion(ContractEvent.string(document, "specversion"), "specversion");
        if (document.get("data") != null && document.get("data_base64") != null) {
            throw new InvalidEvent("'data' and 'data_base64' are both given; write one");
        }
        if (document.get("data_base64") != null) {
            ContractEvent.string(document, "data_base64");
        }
        return new Event(Fields.required(ContractEvent.string(document, "source"), "source"),
                Fields.required(ContractEvent.string(document, "id"), "id"),
                Fields.type(ContractEvent.string(document, "type"), "type"),
                Fields.text(ContractEvent.string(document, "context"), "context"),
                Fields.text(ContractEvent.string(document, "tenant"), "tenant"),
                Fields.time(ContractEvent.string(document, "time"), "time", source),
                EventFormat.CLOUDEVENTS_STRUCTURED, Map.of(), null, value);
    }
}
