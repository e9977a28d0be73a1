package dev.carteiro.schemas.subscription;

/** State of a subscription, set by its owner; it determines what happens to the deliveries. */
public enum SubscriptionState {
    /** Deliveries are sent. */
    ACTIVE("active"),
    /** Deliveries are held, and sent after resume. */
    PAUSED("paused"),
    /** Deliveries are dropped, and each gets an outcome in the history. */
    DISABLED("disabled");

    private final String text;

    SubscriptionState(String text) {
        this.text = text;
    }

    /** Returns the state's name in a subscription. */
    public String text() {
        return text;
    }
}
