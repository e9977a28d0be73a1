package dev.carteiro.runtime.server;

/** Why a server closes a client's connection before the client does. */
enum CloseReason {
    ADDRESS_LIMIT("address-limit", "its address has too many"),
    TOTAL_LIMIT("total-limit", "there are too many"),
    SLOW(
            "slow", "its request takes too long");

    private final String label;
    private final String text;

    CloseReason(String label, String text) {
        this.label = label;
        this.text = text;
    }

    /** For a metric. */
    String label() {
        return label;
    }

    /** For people. */
    String text() {
        return text;
    }
}
