package dev.carteiro.cli.event;

import dev.carteiro.schemas.event.EventDecoder;
import dev.carteiro.schemas.event.EventDecodingResult;
import dev.carteiro.schemas.event.SourceRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Validates an event by the router's rules. Thread-safe. */
final class EventCheck {
    private final EventDecoder decoder;
    private final String topic;

    EventCheck(EventDecoder decoder, String topic) {
        this.decoder = decoder;
        this.topic = topic;
    }

    /** Returns one line about the event's problem; {@code null} if the event is valid. */
    @Nullable
    String problem(byte[] event) {
        return switch (decoder.decode(new SourceRecord(topic, 0, 0, 0, new RecordHeaders(), event))) {
            case EventDecodingResult.Valid valid -> null;
            case EventDecodingResult.Invalid invalid -> invalid.detail();
        };
    }
}
