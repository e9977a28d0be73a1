package dev.carteiro.schemas.subscription;

/** The envelope and signature a receiver sees. */
public enum Profile {
    STANDARD("standard", true),
    TWENTY("twenty", false),
    CHECKMOB("checkmob", false),
    GRAFENO("grafeno",
            false),
    CATALISA("catalisa", false),
    TITAN("titan", false),
    CLOUDEVENTS("cloudevents",
            false),
    CLOUDEVENTS_BINARY("cloudevents-binary", false),
    RAW("raw", false);

    private final String text;
    private final boolean available;

    Profile(String text, boolean available) {
        this.text = text;
        this.available = available;
    }

    /** As the contract writes it. */
    public String text() {
        return text;
    }

    /** Whether this version renders it; what it does not render is refused by name. */
    public boolean available() {
        return available;
    }
}
