package dev.carteiro.schemas.subscription;

import dev.carteiro.schemas.filter.ContentFilter;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Problem;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A valid subscription with all defaults applied. Immutable. {@link SubscriptionReader} creates it.
 *
 * @param id subscription id, which is the record's key
 * @param name name for users
 * @param targetUrl URL of the endpoint
 * @param events patterns of the event types
 * @param context context that events must have; {@code null} for any
 * @param tenant tenant that events must have; {@code null} for events without a tenant, see {@link #admitsTenant}
 * @param filter EventBridge pattern for the event document
 * @param statusChange filter for status changes
 * @param state determines whether deliveries are sent, held or dropped
 * @param profile envelope and signature
 * @param method POST, PUT or PATCH
 * @param headers additional headers of every request
 * @param secrets secrets, each of which signs every request
 * @param retiringSecrets secrets that additionally sign for a limited time
 * @param timeout timeout of one attempt
 * @param successStatus statuses that count as delivered
 * @param retry waiting times between attempts
 * @param maxAge maximum age of a delivery
 * @param maxInFlight maximum number of concurrent attempts per dispatcher lane
 * @param rateLimit maximum rate of attempts per dispatcher lane; {@code null} for no limit
 */
public record Subscription(String id, @Nullable String name, URI targetUrl, List<TypePattern> events,
        @Nullable String context, @Nullable String tenant, @Nullable ContentFilter filter,
        @Nullable StatusChange statusChange, SubscriptionState state, Profile profile, String method,
        Map<String, String> headers, List<Secret> secrets, List<RetiringSecret> retiringSecrets, Duration timeout,
        SuccessStatus successStatus, RetrySchedule retry, Duration maxAge, int maxInFlight,
        @Nullable RateLimit rateLimit) {

    public Subscription {
        events = List.copyOf(events);
        headers = Map.copyOf(headers);
        secrets = List.copyOf(secrets);
        retiringSecrets = List.copyOf(retiringSecrets);
    }

    /**
     * Returns the secrets that sign an attempt that starts at this time: the current ones, followed by those still
     * retiring.
     */
    public List<Secret> secrets(Instant at) {
        return retiringSecrets.isEmpty()
                ? secrets
                : Stream.concat(secrets.stream(),
                        retiringSecrets.stream().filter(one -> one.signs(at)).map(RetiringSecret::secret)).toList();
    }

    /** Returns whether this is one of the subscription's secrets, including retiring ones. */
    public boolean hasSecret(Secret secret) {
        return Stream.concat(secrets.stream(), retiringSecrets.stream().map(RetiringSecret::secret))
                .anyMatch(secret::equals);
    }

    /** Returns problems of a valid subscription that its owner should fix. They never contain secrets. */
    public List<Problem> warnings() {
        return IntStream.range(0, secrets.size()).boxed()
                .flatMap(i -> SecretRules.warning(secrets.get(i))
                        .map(warning -> new Problem("/secrets/" + i, warning)).stream())
                .toList();
    }

    /**
     * Returns whether events with this context and tenant may reach the subscription. It does not check type and
     * filters.
     */
    public boolean admits(@Nullable String eventContext, @Nullable String eventTenant) {
        if (context != null && !context.equals(eventContext)) {
            return false;
        }
        return admitsTenant(eventTenant);
    }

    /**
     * Returns whether events of this tenant may reach the subscription, and so whether their deliveries may be sent.
     * Both must name the same tenant, or neither may name one. This is the only rule about tenants. The router matches
     * by it, and the dispatcher checks it again at every later step, because a subscription's tenant may change while
     * deliveries wait.
     */
    public boolean admitsTenant(@Nullable String eventTenant) {
        return Objects.equals(tenant, eventTenant);
    }

    /** Returns a text without headers and secrets, which must not be logged. */
    @Override
    public String toString() {
        return "Subscription[" + id + " -> " + targetUrl.getHost() + ", " + state.text() + "]";
    }
}
