package dev.carteiro.api.subscriptions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.actions.SecretRotation;
import dev.carteiro.api.http.ApiResponse;
import dev.carteiro.api.http.ApiRoute;
import dev.carteiro.api.http.Call;
import dev.carteiro.api.http.HttpMethod;
import dev.carteiro.api.http.PageDocument;
import dev.carteiro.api.jsonapi.ApiError;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.ResourceDocument;
import dev.carteiro.api.registry.RegisteredSubscription;
import dev.carteiro.api.registry.SubscriptionPage;
import dev.carteiro.api.registry.SubscriptionQuery;
import dev.carteiro.api.registry.SubscriptionRegistry;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.Profile;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Creates, reads, lists, changes and deletes subscriptions. Safe for any thread. */
public final class SubscriptionsResource {
    private static final String ONE = SubscriptionResourceMapper.PATH + "/{id}";

    private final SubscriptionRegistry registry;
    private final SubscriptionReader reader;
    private final SubscriptionResourceMapper resources;
    private final DefaultProfiles profiles;
    private final RandomGenerator random;

    /** A valid document and the subscription that it describes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record AcceptedDocument(byte[] json, Subscription subscription) {
    }

    /** @param random a generator for keys that is safe for any thread */
    public SubscriptionsResource(SubscriptionRegistry registry, SubscriptionReader reader, EndpointHealth health,
            DefaultProfiles profiles, RandomGenerator random) {
        this.registry = registry;
        this.reader = reader;
        this.resources = new SubscriptionResourceMapper(health);
        this.profiles = profiles;
        this.random = random;
    }

    public List<ApiRoute> routes() {
        return List.of(ApiRoute.create(SubscriptionResourceMapper.PATH, this::create),
                ApiRoute.read(SubscriptionResourceMapper.PATH, this::list),
                ApiRoute.read(ONE, this::get), ApiRoute.manage(HttpMethod.PATCH, ONE, this::change),
                ApiRoute.manage(HttpMethod.DELETE, ONE, this::delete));
    }

    private ApiResponse create(Call call) throws InterruptedException {
        call.query().requireOnly(List.of());
        ResourceDocument sent = sent(call);
        if (sent.id() != null) {
            throw ApiException.at(ErrorCode.CLIENT_GENERATED_ID, "/data/id",
                    "the server generates the id: leave it out");
        }
        TenantAccess.assignTenant(call.caller(), sent.attributes());
        String id = call.newId().toString();
        ObjectNode attributes = SubscriptionAttributes.merged(StrictJson.mapper().createObjectNode(),
                sent.attributes());
        profiles.fillIn(attributes);
        String secret = addSecretIfMissing(attributes);
        AcceptedDocument accepted = call.compute(call.bodyBytes(), () -> valid(id, attributes, null));
        call.setAuditId(id);
        call.chargeWrite(accepted.json.length);
        RegisteredSubscription before = call.isRepeated() ? registry.find(id) : null;
        RegisteredSubscription created = before == null ? registry.create(id, accepted.json) : before;
        ObjectNode document = resources.document(call, created);
        String shownSecret = before == null || secret == null ? secret : secretOfCreation(before);
        if (shownSecret != null) {
            document.putObject("meta").put("secret", shownSecret);
        }
        ResponseWarnings.add(document, accepted.subscription);
        return ApiResponse.created(document, SubscriptionResourceMapper.self(call, id)).withVersion(created.version());
    }

    /**
     * Returns the secret that an earlier try generated, whose response was lost; {@code null} if the subscription may
     * have changed since.
     */
    private static @Nullable String secretOfCreation(RegisteredSubscription before) {
        return before.updatedAt().equals(before.createdAt())
                ? SubscriptionResourceMapper.read(before).at("/secrets/0").textValue()
                : null;
    }

    /**
     * Generates a secret if the request does not mention secrets, so that a receiver can verify the sender. An empty
     * list requests no secret.
     *
     * @return the generated secret; {@code null} for none
     */
    private @Nullable String addSecretIfMissing(ObjectNode attributes) {
        boolean needsPemKey = Profile.GRAFENO.text().equals(attributes.path("profile").textValue());
        if (attributes.has("secrets") || needsPemKey) {
            return null;
        }
        String secret = SecretRotation.newSecret(random);
        attributes.putArray("secrets").add(secret);
        return secret;
    }

    private ApiResponse get(Call call) throws InterruptedException {
        call.query().requireOnly(List.of());
        RegisteredSubscription found = TenantAccess.requireVisible(call.caller(), registry.find(call.parameter("id")));
        call.reserveDocument(found.pageBytes());
        return ApiResponse.ok(call.compute(found.pageBytes(), () -> resources.document(call, found)))
                .withVersion(found.version());
    }

    private ApiResponse list(Call call) throws InterruptedException {
        SubscriptionQuery listing = SubscriptionQueryReader.of(call.query(), call.caller());
        SubscriptionPage page = registry.list(listing);
        ObjectNode meta = StrictJson.mapper().createObjectNode();
        meta.putObject("page").put("size", listing.size()).put("count", page.items().size());
        PageDocument<RegisteredSubscription> document = new PageDocument<>(PageLinks.of(call, listing, page),
                page.items(),
                RegisteredSubscription::pageBytes, registered -> resources.resource(call, registered), meta);
        call.reserveDocument(document.maxChunkBytes());
        return ApiResponse.page(document);
    }

    private ApiResponse change(Call call) throws InterruptedException {
        call.query().requireOnly(List.of());
        String id = call.parameter("id");
        ResourceDocument sent = sent(call);
        requireSameId(sent, id);
        boolean keepsCredentials = CredentialRules.removeKeepCredentials(sent.attributes());
        AtomicReference<@Nullable Subscription> accepted = new AtomicReference<>();
        RegisteredSubscription changed = registry.change(id, current -> {
            RegisteredSubscription visible = TenantAccess.requireVisible(call.caller(), current);
            Precondition.require(call, visible.version());
            TenantAccess.requireOwn(call.caller(), sent.attributes());
            call.reserveDocument(visible.pageBytes());
            ObjectNode before = SubscriptionResourceMapper.read(visible);
            AcceptedDocument merged = call.compute(call.bodyBytes() + visible.pageBytes(),
                    () -> valid(id, SubscriptionAttributes.merged(before, sent.attributes()), visible.appliedJson()));
            List<String> unchangedCredentials = CredentialRules.unchangedCredentials(before, sent.attributes());
            if (!unchangedCredentials.isEmpty() && !keepsCredentials) {
                throw CredentialRules.credentialsRequired(unchangedCredentials);
            }
            call.setKeptCredentials(unchangedCredentials);
            call.chargeWrite(merged.json.length);
            accepted.set(merged.subscription);
            return merged.json;
        });
        Subscription subscription = accepted.get();
        if (changed == null || subscription == null) {
            throw new IllegalStateException("a change returned no document");
        }
        ObjectNode document = resources.document(call, changed);
        ResponseWarnings.add(document, subscription);
        return ApiResponse.ok(document).withVersion(changed.version());
    }

    private ApiResponse delete(Call call) throws InterruptedException {
        call.query().requireOnly(List.of());
        registry.change(call.parameter("id"), current -> {
            Precondition.require(call, TenantAccess.requireVisible(call.caller(), current).version());
            call.chargeWrite(0);
            return null;
        });
        return ApiResponse.noContent();
    }

    private static ResourceDocument sent(Call call) throws InterruptedException {
        ResourceDocument sent = ResourceDocument.read(call.body(), SubscriptionResourceMapper.TYPE);
        return new ResourceDocument(sent.id(), SubscriptionAttributes.withoutReadOnly(sent.attributes()));
    }

    private static void requireSameId(ResourceDocument sent, String id) {
        if (sent.id() == null) {
            throw ApiException.at(ErrorCode.INVALID_DOCUMENT, "/data", "'id' is missing: use the id in the path");
        }
        if (!sent.id().equals(id)) {
            throw ApiException.at(ErrorCode.CONFLICT, "/data/id",
                    "the id differs from the id in the path: use the same one");
        }
    }

    /** Serializes the document as strict JSON and validates it as the registrar will. */
    private AcceptedDocument valid(String id, ObjectNode document, byte @Nullable [] inForce) {
        byte[] json = document.toString().getBytes(StandardCharsets.UTF_8);
        return switch (reader.read(id, json, inForce)) {
            case SubscriptionReadResult.Valid(Subscription subscription) -> new AcceptedDocument(json, subscription);
            case SubscriptionReadResult.Invalid invalid -> throw new ApiException(invalid.problems().stream()
                    .map(problem -> ApiError.at(ErrorCode.INVALID_ATTRIBUTE, "/data/attributes" + problem.pointer(),
                            problem.message()))
                    .toList(), Map.of());
        };
    }
}
