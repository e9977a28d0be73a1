package dev.carteiro.api.registry;

import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one id. Immutable.
 *
 * @param written the newest valid version in the subscriptions topic; {@code null} if that topic holds none (any more)
 * @param deleted whether its newest record there is a delete
 * @param applied what the registrar has passed
 * @param createdAt {@code null} where that was not recorded
 */
public record RegisteredSubscription(String id, @Nullable SubscriptionVersion written, boolean deleted, @Nullable SubscriptionVersion applied,
        @Nullable Instant createdAt) {
    private static final int AROUND = 1024;

    static RegisteredSubscription nothing(String id) {
        return new RegisteredSubscription(id, null, false, null, null);
    }

    /**
     * What this process has just written itself.
     *
     * @param version at the offset and the time that it was written at
     * @param before what it replaces
     */
    static RegisteredSubscription written(String id, SubscriptionVersion version, @Nullable RegisteredSubscription before) {
        if (before == null || !before.exists()) {
            return new RegisteredSubscription(id, version, false, before == null ? null : before.applied, version.updatedAt());
        }
        return new RegisteredSubscription(id, version, false, before.applied, before.createdAt);
    }

    /** What its owner wrote last that was valid; {@code null} if there is no such subscription. */
    @Nullable
    SubscriptionVersion current() {
        return written != null ? written : deleted ? null : applied;
    }

    boolean exists() {
        return current() != null;
    }

    private SubscriptionVersion required() {
        SubscriptionVersion current = current();
        if (current == null) {
            throw new IllegalStateException("there is no subscription " + id);
        }
        return current;
    }

    /** As its owner wrote it; to be read only. */
    public byte[] json() {
        return required().json();
    }

    /** What it takes of a page's bytes: its document, and about what is said around it. */
    public int pageBytes() {
        return required().json().length + AROUND;
    }

    public SubscriptionLabels labels() {
        return required().labels();
    }

    /** Of the machine that its target URL names, in lower case; empty if that cannot be told. */
    public String host() {
        try {
            String host = URI.create(StrictJson.tree(json()).path("targetUrl").textValue()).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (InvalidJsonException | IllegalArgumentException e) {
            return "";
        }
    }

    /** Another one for each write; the same for all instances of the API. */
    public String version() {
        // The two topics count apart.
        return written != null ? Long.toString(written.offset()) : "a" + required().offset();
    }

    /** Returns what the registrar has passed last, to be read only; {@code null} for nothing. */
    public byte @Nullable [] appliedJson() {
        return applied == null ? null : applied.json();
    }

    /** When its owner wrote it last. */
    public Instant updatedAt() {
        return required().updatedAt();
    }

    /** Whether the registrar has passed this very version: from then on events are matched by it. */
    public boolean inForce() {
        return applied != null && applied.sameAs(json());
    }

    /** Offset in the applied topic of what is in force; -1 for nothing. */
    public long appliedAt() {
        return applied == null ? -1 : applied.offset();
    }
}
