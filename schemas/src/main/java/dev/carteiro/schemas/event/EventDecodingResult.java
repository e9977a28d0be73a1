package dev.carteiro.schemas.event;

/** What became of a record's bytes. */
public sealed interface EventDecodingResult {
    record Valid(Event event) implements EventDecodingResult {
    }

    /**
     * @param reason a code with few values, fit for a metric's label
     * @param detail one line for a person: what is wrong, where, and what would be accepted
     */
    record Invalid(Reason reason, String detail) implements EventDecodingResult {
    }

    /** Why an event cannot be delivered to anybody. */
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
