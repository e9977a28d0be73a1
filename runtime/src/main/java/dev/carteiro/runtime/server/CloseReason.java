package dev.carteiro.runtime.server;

/** The reason why a server closes a client's connection. */
enum CloseReason {
    ADDRESS_LIMIT("address-limit", "its address has too many connections"),
    TOTAL_LIMIT("total-limit", "the server has too many connections"),
    SLOW(
            "slow", "its request takes too long");

    private final String label;
    private final String text;

    CloseReason(String label, String text) {
        this.label = label;
        this.text = text;
    }

    /** The value of the metric's label. */
    String label() {
        return label;
    }

    /** The text of the log line. */
    String text() {
        return text;
    }
}
