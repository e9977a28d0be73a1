package dev.carteiro.runtime.http;

import org.jspecify.annotations.Nullable;

/**
 * The party on whose behalf a call is made. Calls share resources such as look-ups of names fairly between owners: one owner
 * cannot use them up for the others. Attached to a request as a tag of this class. Immutable.
 *
 * @param key the same for all calls of one owner
 */
public record CallOwner(String key) {
    /** The process itself; the owner of calls without a tag. */
    public static final CallOwner PROCESS = new CallOwner("");

    /** Returns the tenant as owner; without a tenant, each subscription is an owner of its own. */
    public static CallOwner of(@Nullable String tenant, String subscription) {
        return new CallOwner(tenant == null ? "subscription " + subscription : "tenant " + tenant);
    }
}
