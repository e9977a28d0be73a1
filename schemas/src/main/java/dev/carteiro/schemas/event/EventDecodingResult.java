package dev.carteiro.schemas.event;

/** Result of decoding the record of an event. */
public sealed interface EventDecodingResult {
    record Valid(Event event) implements EventDecodingResult {
    }

    /**
     * @param reason reason code; the few values are suitable for a metric label
     * @param detail explanation in one line: what is wrong, where, and what would be accepted
     */
    record Invalid(Reason reason, String detail) implements EventDecodingResult {
    }

    /** Reason for which an event cannot be delivered at all. */
    enum Reason {
        NULL_VALUE("null-value"), TOO_LARGE("too-large"), INVALID_JSON("invalid-json"), INVALID_EVENT("invalid-event");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
