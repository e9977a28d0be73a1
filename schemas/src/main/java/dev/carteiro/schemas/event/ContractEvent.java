package dev.carteiro.schemas.event;

import com.fasterxml.jackson.core.JsonToken;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.TopLevelMembers;
import dev.carteiro.schemas.json.TopLevelMembers.Member;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the contract's own event document. {@code event} (a string) and {@code data} (an object) are required. An
 * optional member that is {@code null} counts as absent, because many serializers write absent values so. Stateless.
 */
final class ContractEvent {
    private ContractEvent() {
    }

    static Event read(SourceRecord source, byte[] value) throws InvalidJsonException, InvalidEventException {
        TopLevelMembers document = TopLevelMembers.scan(value);
        if (document.get("event") == null && document.get("specversion") != null) {
            throw new InvalidEventException("'event' is missing; a CloudEvents document needs the record header"
                    + " content-type: application/cloudevents+json");
        }
        String type = EventFields.type(string(document, "event"), "event");
        Member data = document.get("data");
        if (data == null) {
            throw new InvalidEventException("'data' is missing; it must be an object");
        }
        if (data.token() != JsonToken.START_OBJECT) {
            throw new InvalidEventException("'data' is " + data.kind() + "; it must be an object");
        }
        String id = EventFields.text(string(document, "id"), "id");
        return new Event(source.topic(), id == null ? EventFields.derivedId(source) : id, type,
                EventFields.text(string(document, "context"), "context"),
                EventFields.text(string(document, "tenant"), "tenant"),
                EventFields.time(string(document, "timestamp"), "timestamp", source), EventFormat.JSON, Map.of(), null,
                value);
    }

    static @Nullable String string(TopLevelMembers document, String name) throws InvalidEventException {
        Member member = document.get(name);
        if (member == null || member.isNull()) {
            return null;
        }
        if (member.token() != JsonToken.VALUE_STRING) {
            throw new InvalidEventException("'" + name + "' is " + member.kind() + "; it must be a string");
        }
        return member.text();
    }
}
