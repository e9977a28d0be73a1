package dev.carteiro.api.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A permission that a token grants. */
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

    /** As people write it: {@code read}. */
    public String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of the text that stands in a token; empty for the scopes of others. */
    static Optional<Scope> ofText(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
    }

    /** Of the short name or the text. */
    public static Optional<Scope> of(String nameOrText) {
        return Arrays.stream(values())
                .filter(scope -> scope.text.equals(nameOrText) || scope.shortName().equals(nameOrText)).findFirst();
    }
}
