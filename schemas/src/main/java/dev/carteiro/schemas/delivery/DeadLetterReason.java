package dev.carteiro.schemas.delivery;

import java.util.Optional;

/** Reason for giving up a delivery. The few values are suitable for a metric label. */
public enum DeadLetterReason {
    /** The retry schedule is exhausted. */
    RETRIES_EXHAUSTED("retries-exhausted"),
    /** The delivery is older than the subscription's {@code maxAge}. */
    MAX_AGE("max-age"),
    /** The receiver responded 410 (Gone), which ends all deliveries to it. */
    GONE("gone"),
    /** No attempt was made: Carteiro had disabled the endpoint after a 410 or after days of failures. */
    ENDPOINT_DISABLED("endpoint-disabled"),
    /** The event cannot be rendered for the subscription's profile. */
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
