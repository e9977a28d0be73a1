package dev.carteiro.runtime.http;

import org.jspecify.annotations.Nullable;

/**
 * Whom a call is made for. What calls have to share, such as look-ups of names, is shared fairly between owners: one of
 * them cannot use it up for the others. Given to a call as a tag of its request, under this class. Immutable.
 *
 * @param key the same for all calls of one owner
 */
public record CallOwner(String key) {
    /** The process itself; what has no tag is made for it. */
    public static final CallOwner PROCESS = new CallOwner("");

    /** The tenant; where there is none, each subscription is an owner of its own. */
    public static CallOwner of(@Nullable String tenant, String subscription) {
        return new CallOwner(tenant == null ? "subscription " + subscription : "tenant " + tenant);
    }
}
