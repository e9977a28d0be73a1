package dev.carteiro.api.subscriptions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.registry.RegisteredSubscription;
import org.jspecify.annotations.Nullable;

/** What a caller who is confined to a tenant sees and may write. Stateless. */
public final class TenantAccess {
    private static final String TENANT = "tenant";

    private TenantAccess() {
    }

    /** @throws ApiException if there is none, or it is not the caller's to see: both look the same */
    public static RegisteredSubscription visible(Caller caller, @Nullable RegisteredSubscription found) {
        if (found == null || !caller.sees(found.labels().tenant())) {
            throw ApiException.of(ErrorCode.NOT_FOUND, "there is no subscription with this id");
        }
        return found;
    }

    /**
     * Gives a new subscription its creator's tenant.
     *
     * @throws ApiException if it names another one
     */
    static void claim(Caller caller, ObjectNode attributes) {
        if (caller.tenant() == null) {
            return;
        }
        JsonNode given = attributes.path(TENANT);
        if (given.isMissingNode() || given.isNull()) {
            attributes.put(TENANT, caller.tenant());
        }
        requireOwn(caller, attributes);
    }

    /**
     * Requires that attributes, where they say anything about the tenant, name the caller's own. Only a string names one:
     * {@code null} would make the subscription nobody's.
     *
     * @throws ApiException if they would take a subscription out of the caller's tenant
     */
    static void requireOwn(Caller caller, ObjectNode attributes) {
        if (caller.tenant() != null && attributes.has(TENANT)
                && !caller.tenant().equals(attributes.path(TENANT).textValue())) {
            throw otherTenant(caller, "/data/attributes/tenant");
        }
    }

    /** Returns the error for a document that names another tenant there. */
    public static ApiException otherTenant(Caller caller, String pointer) {
        return ApiException.at(ErrorCode.OTHER_TENANT, pointer,
                "the token is confined to the tenant '" + caller.tenant() + "'");
    }
}
