package dev.carteiro.api.registry;

import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The known state of one subscription id. Immutable.
 *
 * @param written the newest valid version in the subscriptions topic; {@code null} if the topic has none (any more)
 * @param deleted whether the newest record in that topic is a delete
 * @param applied the version that the registrar has applied
 * @param createdAt {@code null} if it was not recorded
 */
public record RegisteredSubscription(String id, @Nullable SubscriptionVersion written, boolean deleted,
        @Nullable SubscriptionVersion applied,
        @Nullable Instant createdAt) {
    private static final int ENVELOPE_BYTES = 1024;

    static RegisteredSubscription unknown(String id) {
        return new RegisteredSubscription(id, null, false, null, null);
    }

    /**
     * Returns the state after a write by this process.
     *
     * @param version the version with its offset and time
     * @param before the state before the write
     */
    static RegisteredSubscription written(String id, SubscriptionVersion version,
            @Nullable RegisteredSubscription before) {
        if (before == null || !before.exists()) {
            return new RegisteredSubscription(id, version, false, before == null ? null : before.applied,
                    version.updatedAt());
        }
        return new RegisteredSubscription(id, version, false, before.applied, before.createdAt);
    }

    /** Returns the last valid version that was written; {@code null} if the subscription does not exist. */
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
            throw new IllegalStateException("subscription " + id + " does not exist");
        }
        return current;
    }

    /** Returns the document as written; not to be changed. */
    public byte[] json() {
        return required().json();
    }

    /** Returns its share of a page: its document and the approximate size of what surrounds it. */
    public int pageBytes() {
        return required().json().length + ENVELOPE_BYTES;
    }

    public SubscriptionLabels labels() {
        return required().labels();
    }

    /** Returns the host of its target URL in lower case; empty if it is unknown. */
    public String host() {
        try {
            String host = URI.create(StrictJson.tree(json()).path("targetUrl").textValue()).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (InvalidJsonException | IllegalArgumentException e) {
            return "";
        }
    }

    /** Returns the version: a new one for each write, the same in all instances of the API. */
    public String version() {
        // The offsets of the two topics are independent.
        return written != null ? Long.toString(written.offset()) : "a" + required().offset();
    }

    /** Returns the applied version, not to be changed; {@code null} for none. */
    public byte @Nullable [] appliedJson() {
        return applied == null ? null : applied.json();
    }

    /** Returns when it was last written. */
    public Instant updatedAt() {
        return required().updatedAt();
    }

    /** Returns whether the registrar has applied the current version, so that events are matched by it. */
    public boolean isInForce() {
        return applied != null && applied.sameAs(json());
    }

    /** Returns the offset in the applied topic of the version in force; -1 for none. */
    public long appliedOffset() {
        return applied == null ? -1 : applied.offset();
    }
}
