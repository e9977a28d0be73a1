package dev.carteiro.dispatcher.metrics;

/** What a partition is doing; a metric's label. */
public enum PartitionState {
    /** Read as fast as records come. */
    FLOWING("flowing"),
    /** Its head is not due. */
    WAITING("waiting"),
    /** Its head could go, if there were room for it or its subscription were known. */
    STALLED("stalled");

    private final String label;

    PartitionState(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
