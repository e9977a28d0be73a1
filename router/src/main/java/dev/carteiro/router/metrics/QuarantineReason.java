package dev.carteiro.router.metrics;

import dev.carteiro.schemas.event.EventDecodingResult;

/** Why the router put a record into quarantine: the record's reason header and the metric's label. */
public enum QuarantineReason {
    /** An event without a value. */
    NULL_VALUE("null-value"),
    /** An event, or a delivery with all its headers, larger than what is delivered. */
    TOO_LARGE("too-large"),
    /** An event that matches so many subscriptions that its deliveries would take more bytes than are written. */
    FANOUT_TOO_LARGE("fan-out-too-large"),
    /** An event that is not one JSON document in UTF-8. */
    INVALID_JSON("invalid-json"),
    /** A document that is no event of the contract. */
    INVALID_EVENT("invalid-event"),
    /** A subscription that was refused; the last valid version stays in force. */
    INVALID_SUBSCRIPTION("invalid-subscription"),
    /** A filter that could not be evaluated for an event; other subscriptions got it. */
    FILTER_FAILED("filter-failed"),
    /** A record on which Carteiro itself failed. */
    INTERNAL_ERROR("internal-error");

    private final String code;

    QuarantineReason(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public static QuarantineReason of(EventDecodingResult.Reason reason) {
        return switch (reason) {
            case NULL_VALUE -> NULL_VALUE;
            case TOO_LARGE -> TOO_LARGE;
            case INVALID_JSON -> INVALID_JSON;
            case INVALID_EVENT -> INVALID_EVENT;
        };
    }
}
