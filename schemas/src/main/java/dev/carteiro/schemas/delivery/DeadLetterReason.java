package dev.carteiro.schemas.delivery;

import java.util.Optional;

/** Why a delivery was given up; few values, fit for a metric's label. */
public enum DeadLetterReason {
    /** The retry schedule is spent. */
    RETRIES_EXHAUSTED("retries-exhausted"),
    /** It grew older than the subscription's {@code maxAge}. */
    MAX_AGE("max-age"),
    /** The receiver answered 410: it wants no more of them. */
    GONE("gone"),
    /** The system had disabled the endpoint, after a 410 or after days of failures; no attempt was made. */
    ENDPOINT_DISABLED("endpoint-disabled"),
    /** The event's bytes cannot be rendered for the subscription's profile. */
    UNDELIVERABLE("undeliverable");

    private final String code;

    DeadLetterReason(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public static Optional<DeadLetterReason> ofCode(String code) {
        for (DeadLetterReason reason : values()) {
            if (reason.code.equals(code)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }
}
