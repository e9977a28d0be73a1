package dev.carteiro.api.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.actions.SecretRotation;
import dev.carteiro.api.http.ApiResponse;
import dev.carteiro.api.http.ApiRoute;
import dev.carteiro.api.http.BaseUrl;
import dev.carteiro.api.http.Call;
import dev.carteiro.api.http.HttpMethod;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.registry.RegisteredSubscription;
import dev.carteiro.api.registry.SubscriptionRegistry;
import dev.carteiro.api.subscriptions.Precondition;
import dev.carteiro.api.subscriptions.ResponseWarnings;
import dev.carteiro.api.subscriptions.TenantAccess;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.time.Durations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Rotates a subscription's secret. Safe for any thread.
 *
 * <p>A generated secret is in this response and in no other. A secret that the caller gave is not repeated.
 */
public final class SecretsResource {
    private final SubscriptionRegistry registry;
    private final SubscriptionReader reader;
    private final RandomGenerator random;
    private final InstantSource clock;

    /** @param random a generator for keys that is safe for any thread */
    public SecretsResource(SubscriptionRegistry registry, SubscriptionReader reader, RandomGenerator random,
            InstantSource clock) {
        this.registry = registry;
        this.reader = reader;
        this.random = random;
        this.clock = clock;
    }

    public ApiRoute route() {
        return ApiRoute.manage(HttpMethod.POST, "/subscriptions/{id}/secrets", this::rotate);
    }

    private ApiResponse rotate(Call call) throws InterruptedException {
        OperationAttributes attributes = OperationAttributes.ofOptionalBody(call, "secrets",
                List.of("secret", "grace"));
        String given = attributes.text("secret", Function.identity());
        Duration grace = Objects.requireNonNullElse(attributes.text("grace", SecretRotation::parseGrace),
                SecretRotation.DEFAULT_GRACE);
        String secret = given == null ? SecretRotation.newSecret(random) : given;
        String id = call.parameter("id");
        AtomicReference<@Nullable Subscription> accepted = new AtomicReference<>();
        RegisteredSubscription rotated = registry.change(id, current -> {
            RegisteredSubscription visible = TenantAccess.requireVisible(call.caller(), current);
            Precondition.require(call, visible.version());
            call.reserveDocument(visible.pageBytes());
            ObjectNode document = rotated(visible, secret, grace);
            byte[] json = document.toString().getBytes(StandardCharsets.UTF_8);
            accepted.set(call.compute(visible.pageBytes(), () -> valid(id, json, visible.appliedJson())));
            call.chargeWrite(json.length);
            return json;
        });
        Subscription subscription = Objects.requireNonNull(accepted.get());
        ObjectNode document = document(call, id, given == null ? secret : null, grace,
                subscription.retiringSecrets().size());
        ResponseWarnings.add(document, subscription);
        return new ApiResponse(200, document, Map.of()).withVersion(Objects.requireNonNull(rotated).version());
    }

    private ObjectNode rotated(RegisteredSubscription current, String secret, Duration grace) {
        try {
            return SecretRotation.rotate((ObjectNode) StrictJson.tree(current.json()), secret, grace, clock.instant());
        } catch (IllegalArgumentException e) {
            throw OperationAttributes.invalid("secret", String.valueOf(e.getMessage()));
        } catch (InvalidJsonException | ClassCastException e) {
            throw new IllegalStateException("an invalid subscription is registered", e);
        }
    }

    /** Validates the document as the registrar will. */
    private Subscription valid(String id, byte[] json, byte @Nullable [] inForce) {
        return switch (reader.read(id, json, inForce)) {
            case SubscriptionReadResult.Valid(Subscription subscription) -> subscription;
            case SubscriptionReadResult.Invalid invalid when invalid.problems().stream()
                    .allMatch(problem -> problem.pointer().startsWith("/secrets")) ->
                throw OperationAttributes.invalid("secret", invalid.problems().getFirst().message());
            case SubscriptionReadResult.Invalid invalid -> throw ApiException.of(ErrorCode.CONFLICT,
                    "the stored subscription is no longer valid; correct it first: " + invalid.detail());
        };
    }

    private ObjectNode document(Call call, String id, @Nullable String secret,
            Duration grace, int retiring) {
        ObjectNode document = StrictJson.mapper().createObjectNode();
        document.putObject("jsonapi").put("version", "1.1");
        ObjectNode resource = document.putObject("data").put("type", "secrets").put("id", id);
        ObjectNode shown = resource.putObject("attributes");
        if (secret != null) {
            shown.put("secret", secret);
        }
        shown.put("grace", Durations.format(grace)).put("retiring", retiring);
        resource.putObject("relationships").putObject("subscription").putObject("links").put("related",
                call.link("/subscriptions/" + BaseUrl.segment(id)));
        return document;
    }
}
