package dev.carteiro.api.auth;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated caller of a request. Immutable.
 *
 * @param subject the token's {@code sub}, for the audit line
 * @param tenant confines everything to this tenant; {@code null} for a caller who sees all
 * @param scopes what the caller may do
 */
public record Caller(String subject, @Nullable String tenant, Set<Scope> scopes) {
    public Caller {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /**
     * Returns the account that the use of shared resources is charged to: the tenant, for all of its tokens together, or
     * the caller itself without a tenant.
     */
    public String account() {
        return tenant == null ? "subject " + subject : "tenant " + tenant;
    }

    /** @param other the tenant of a thing, {@code null} if it has none */
    public boolean sees(@Nullable String other) {
        return tenant == null || tenant.equals(other);
    }
}
