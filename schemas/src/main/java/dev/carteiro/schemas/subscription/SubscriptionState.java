package dev.carteiro.schemas.subscription;

/** What its owner wants to happen to a subscription's deliveries. */
public enum SubscriptionState {
    /** They are sent. */
    ACTIVE("active"),
    /** They are held, and go out on resume. */
    PAUSED("paused"),
    /** They are dropped, each with an outcome. */
    DISABLED("disabled");

    private final String text;

    SubscriptionState(String text) {
        this.text = text;
    }

    /** As the contract writes it. */
    public String text() {
        return text;
    }
}
