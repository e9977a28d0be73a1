package dev.carteiro.router.metrics;

/** Result of routing an event, used as a metric label. */
public enum EventResult {
    /** At least one subscription matches. */
    MATCHED("matched"),
    /** No subscription matches. */
    UNMATCHED("unmatched"),
    /** The event could not be decoded or matched. */
    QUARANTINED("quarantined");

    private final String label;

    EventResult(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
