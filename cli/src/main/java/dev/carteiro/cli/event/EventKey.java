package dev.carteiro.cli.event;

import dev.carteiro.schemas.json.EventTree;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The record key of an event: its entity's id, so that the events of one entity stay in order. Stateless. */
final class EventKey {
    private EventKey() {
    }

    /** Returns {@code data.id} if it is a string, else {@code null}, for partitions in turn. */
    static byte @Nullable [] of(byte[] event) {
        try {
            String id = EventTree.of(ByteBuffer.wrap(StrictJson.withoutByteOrderMark(event))).at("/data/id")
                    .textValue();
            return id == null ? null : id.getBytes(StandardCharsets.UTF_8);
        } catch (InvalidJsonException e) {
            return null;
        }
    }
}
