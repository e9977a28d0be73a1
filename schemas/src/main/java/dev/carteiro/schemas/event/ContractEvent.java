package dev.carteiro.schemas.event;

import com.fasterxml.jackson.core.JsonToken;
import dev.carteiro.schemas.json.InvalidJson;
import dev.carteiro.schemas.json.TopLevel;
import dev.carteiro.schemas.json.TopLevel.Member;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contract's own event document. {@code event} (a string) and {@code data} (an object) are required; an optional
 * member that is {@code null} counts as absent, as many serializers write it. Stateless.
 */
final class ContractEvent {
    private ContractEvent() {
    }

    static Event read(SourceRecord source, byte[] value) throws InvalidJson, InvalidEvent {
        TopLevel document = TopLevel.scan(value);
        if (document.get("event") == null && document.get("specversion") != null) {
            throw new InvalidEvent("'event' is missing; a CloudEvents document needs the record header"
                    + " content-type: application/cloudevents+json");
        }
        String type = Fields.type(string(document, "event"), "event");
        Member data = document.get("data");
        if (data == null) {
            throw new InvalidEvent("'data' is missing; it is an object");
        }
        if (data.token() != JsonToken.START_OBJECT) {
            throw new InvalidEvent("'data' is " + data.kind() + "; it must be an object");
        }
        String id = Fields.text(string(document, "id"), "id");
        return new Event(source.topic(), id == null ? Fields.derivedId(source) : id, type,
                Fields.text(string(document, "context"), "context"), Fields.text(string(document, "tenant"), "tenant"),
                Fields.time(string(document, "timestamp"), "timestamp", source), EventFormat.JSON, Map.of(), null,
                value);
    }

    static @Nullable String string(TopLevel document, String name) throws InvalidEvent {
        Member member = document.get(name);
        if (member == null || member.isNull()) {
            return null;
        }
        if (member.token() != JsonToken.VALUE_STRING) {
            throw new InvalidEvent("'" + name + "' is " + member.kind() + "; it must be a string");
        }
        return member.text();
    }
}
