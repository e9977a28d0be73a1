package dev.carteiro.schemas.endpoint;

import java.util.Optional;

/** Reason for which Carteiro disabled an endpoint. The few values are suitable for a metric label. */
public enum DisabledReason {
    /** It responded 410 (Gone), which ends all requests to it. */
    GONE("gone"),
    /** All its attempts failed for the configured time. */
    FAILING("failing"),
    /**
     * The filter exceeded its step budget repeatedly. New events no longer match, but queued deliveries are still sent.
     */
    FILTER_TOO_COSTLY("filter-too-costly");

    private final String code;

    DisabledReason(String code) {
        this.code = code;
    }

    /** Returns whether queued deliveries are no longer sent either. */
    public boolean stopsDelivery() {
        return this != FILTER_TOO_COSTLY;
    }

    public String code() {
        return code;
    }

    public static Optional<DisabledReason> ofCode(String code) {
        for (DisabledReason reason : values()) {
            if (reason.code.equals(code)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
