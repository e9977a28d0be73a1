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
 * A valid subscription with every default filled in. Immutable. Made by {@link SubscriptionReader}.
 *
 * @param id the record's key
 * @param name for people
 * @param targetUrl where requests go
 * @param events the types it wants
 * @param context must equal the event's, where given
 * @param tenant must equal the event's; {@code null} for events without one, see {@link #admitsTenant}
 * @param filter an EventBridge pattern over the event document
 * @param statusChange a filter for status changes
 * @param state whether deliveries are sent, held or dropped
 * @param profile envelope and signature
 * @param method POST, PUT or PATCH
 * @param headers sent with every request
 * @param secrets each signs every request
 * @param retiringSecrets sign beside them for a time
 * @param timeout of one attempt
 * @param successStatus what counts as delivered
 * @param retry the waits between attempts
 * @param maxAge a delivery's longest life
 * @param maxInFlight attempts at the same time, per dispatcher lane
 * @param rateLimit attempts per time, per dispatcher lane; {@code null} for none
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

    /** What signs an attempt that begins at this time: the secrets, and behind them those still retiring. */
    public List<Secret> secrets(Instant at) {
        return retiringSecrets.isEmpty()
                ? secrets
                : Stream.concat(secrets.stream(),
                        retiringSecrets.stream().filter(one -> one.signs(at)).map(RetiringSecret::secret)).toList();
    }

    /** Returns whether this is one of its secrets, retiring ones included. */
    public boolean holds(Secret secret) {
        return Stream.concat(secrets.stream(), retiringSecrets.stream().map(RetiringSecret::secret))
                .anyMatch(secret::equals);
    }

    /** Returns what is valid and should be changed all the same. It shows no secret. */
    public List<Problem> warnings() {
        return IntStream.range(0, secrets.size()).boxed()
                .flatMap(i -> SecretRules.warning(secrets.get(i))
                        .map(warning -> new Problem("/secrets/" + i, warning)).stream())
                .toList();
    }

    /** Whether an event of this context and tenant may reach it; type and filters are looked at elsewhere. */
    public boolean admits(@Nullable String eventContext, @Nullable String eventTenant) {
        if (context != null && !context.equals(eventContext)) {
            return false;
        }
        return admitsTenant(eventTenant);
    }

    /**
     * Returns whether an event of this tenant may reach it, and so whether a delivery of such an event may be sent. Both
     * must name the same tenant, or neither may name one. This is the only rule about tenants: the router matches by it,
     * and the dispatcher compares again at every later step, because a subscription's tenant may change while deliveries
     * wait.
     */
    public boolean admitsTenant(@Nullable String eventTenant) {
        return Objects.equals(tenant, eventTenant);
    }

    /** Without headers and secrets, which must reach no log. */
    @Override
    public String toString() {
        return "Subscription[" + id + " -> " + targetUrl.getHost() + ", " + state.text() + "]";
    }
}
