package dev.carteiro.dispatcher.metrics;

/** The state of a partition; also a metric label. */
public enum PartitionState {
    /** Its records are read as fast as they arrive. */
    FLOWING("flowing"),
    /** Its head is not due. */
    WAITING("waiting"),
    /** Its head is due, but there is no room for it or its subscription has not been read. */
    STALLED("stalled");

    private final String label;

    PartitionState(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
