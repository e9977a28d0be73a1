package dev.carteiro.router.metrics;

/** What became of an event; a metric's label. */
public enum EventResult {
    /** At least one subscription gets it. */
    MATCHED("matched"),
    /** Nobody wants it. */
    UNMATCHED("unmatched"),
    /** It could not be read, or not matched. */
    QUARANTINED("quarantined");

    private final String label;

    EventResult(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
