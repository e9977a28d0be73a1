package dev.carteiro.schemas.event;

import java.util.Optional;

/** Format of an event's bytes. Each delivery carries it, so that the dispatcher does not have to detect it again. */
public enum EventFormat {
    /** The contract's own JSON document. */
    JSON("json"),
    /** CloudEvents 1.0, Kafka protocol binding 3.3: one JSON document with attributes and data. */
    CLOUDEVENTS_STRUCTURED("ce"),
    /** CloudEvents 1.0, Kafka protocol binding 3.2: attributes in {@code ce_} headers, the value is the data. */
    CLOUDEVENTS_BINARY("ce-binary");

    private final String code;

    EventFormat(String code) {
        this.code = code;
    }

    /** Returns the value of the delivery's header. */
    public String code() {
        return code;
    }

    public static Optional<EventFormat> ofCode(String code) {
        for (EventFormat format : values()) {
            if (format.code.equals(code)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
