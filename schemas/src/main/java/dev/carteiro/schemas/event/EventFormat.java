package dev.carteiro.schemas.event;

import java.util.Optional;

/** The shape of an event's bytes; travels with each delivery so that the dispatcher need not guess it again. */
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

    /** How a delivery's header writes it. */
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
