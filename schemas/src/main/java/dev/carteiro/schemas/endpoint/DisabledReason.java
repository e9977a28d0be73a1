package dev.carteiro.schemas.endpoint;

import java.util.Optional;

/** Why the system disabled an endpoint; few values, fit for a metric's label. */
public enum DisabledReason {
    /** It answered 410: it wants no more requests. */
    GONE("gone"),
    /** It did nothing but fail for as long as is configured. */
    FAILING("failing"),
    /** Its filter cost too much again and again: events do not match it any more, what is queued is still delivered. */
    FILTER_TOO_COSTLY("filter-too-costly");

    private final String code;

    DisabledReason(String code) {
        this.code = code;
    }

    /** Whether nothing is sent to the endpoint any more, not even what is queued. */
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
