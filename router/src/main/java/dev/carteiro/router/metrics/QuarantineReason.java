package dev.carteiro.router.metrics;

import dev.carteiro.schemas.event.EventDecodingResult;

/** Reason for putting a record into quarantine, used in the record's reason header and as a metric label. */
public enum QuarantineReason {
    /** An event without a value. */
    NULL_VALUE("null-value"),
    /** An event, or a delivery with all its headers, that is too large to deliver. */
    TOO_LARGE("too-large"),
    /** An event that matches so many subscriptions that its deliveries exceed the maximum size in total. */
    FANOUT_TOO_LARGE("fan-out-too-large"),
    /** An event that is not one JSON document in UTF-8. */
    INVALID_JSON("invalid-json"),
    /** A document that is not an event of the contract. */
    INVALID_EVENT("invalid-event"),
    /** A subscription that was rejected; the last valid version remains in force. */
    INVALID_SUBSCRIPTION("invalid-subscription"),
    /** An event for which a filter could not be evaluated; other subscriptions received it. */
    FILTER_FAILED("filter-failed"),
    /** A record for which the processing failed with an unexpected exception. */
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
