package dev.carteiro.api.auth;

/** What a token allows. */
public enum Scope {
    CREATE("webhooks-engine/create:subscriptions"),
    /** Everything that changes something, creating included. */
    MANAGE("webhooks-engine/manage:subscriptions"),
    READ("webhooks-engine/read:subscriptions");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    /** As it stands in a token. */
    public String text() {
        return text;
    }
}
