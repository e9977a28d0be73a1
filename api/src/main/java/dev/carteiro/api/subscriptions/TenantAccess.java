package dev.carteiro.api.subscriptions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.registry.RegisteredSubscription;
import org.jspecify.annotations.Nullable;

/** Access rules of callers that are limited to a tenant. Stateless. */
public final class TenantAccess {
    private static final String TENANT = "tenant";

    private TenantAccess() {
    }

    /** @throws ApiException if the subscription does not exist or belongs to another tenant: both look the same */
    public static RegisteredSubscription requireVisible(Caller caller, @Nullable RegisteredSubscription found) {
        if (found == null || !caller.sees(found.labels().tenant())) {
            throw ApiException.of(ErrorCode.NOT_FOUND, "no subscription has this id");
        }
        return found;
    }

    /**
     * Sets the caller's tenant on a new subscription.
     *
     * @throws ApiException if the attributes name another tenant
     */
    static void assignTenant(Caller caller, ObjectNode attributes) {
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
     * Requires that attributes with a tenant name the caller's own. Only a string can match: {@code null} would leave
     * the subscription without a tenant.
     *
     * @throws ApiException if the attributes would move the subscription out of the caller's tenant
     */
    static void requireOwn(Caller caller, ObjectNode attributes) {
        if (caller.tenant() != null && attributes.has(TENANT)
                && !caller.tenant().equals(attributes.path(TENANT).textValue())) {
            throw otherTenant(caller, "/data/attributes/tenant");
        }
    }

    /** Returns the error for a document that names another tenant at the pointer. */
    public static ApiException otherTenant(Caller caller, String pointer) {
        return ApiException.at(ErrorCode.OTHER_TENANT, pointer,
                "the token is limited to the tenant '" + caller.tenant() + "': use that tenant, or leave it out");
    }
}
