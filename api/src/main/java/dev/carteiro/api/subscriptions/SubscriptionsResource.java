package dev.carteiro.api.subscriptions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.act.Rotation;
import dev.carteiro.api.http.Call;
import dev.carteiro.api.http.PageDocument;
import dev.carteiro.api.http.Reply;
import dev.carteiro.api.http.Route;
import dev.carteiro.api.http.Verb;
import dev.carteiro.api.jsonapi.ApiError;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.Refusal;
import dev.carteiro.api.jsonapi.ResourceDocument;
import dev.carteiro.api.registry.Listing;
import dev.carteiro.api.registry.Page;
import dev.carteiro.api.registry.Registered;
import dev.carteiro.api.registry.Registry;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.Profile;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Create, read, list, change and delete subscriptions. Safe for any thread. */
public final class SubscriptionsResource {
    private static final String ONE = Resources.PATH + "/{id}";

    private final Registry registry;
    private final SubscriptionReader reader;
    private final Resources resources;
    private final DefaultProfiles profiles;
    private final RandomGenerator random;

    /** A document that was accepted, and what was read from it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Accepted(byte[] json, Subscription subscription) {
    }

    /** @param random fit for keys, and safe for any thread */
    public SubscriptionsResource(Registry registry, SubscriptionReader reader, EndpointHealth health,
            DefaultProfiles profiles, RandomGenerator random) {
        this.registry = registry;
        this.reader = reader;
        this.resources = new Resources(health);
        this.profiles = profiles;
        this.random = random;
    }

    public List<Route> routes() {
        return List.of(Route.create(Resources.PATH, this::create), Route.read(Resources.PATH, this::list),
                Route.read(ONE, this::get), Route.manage(Verb.PATCH, ONE, this::change),
                Route.manage(Verb.DELETE, ONE, this::delete));
    }

    private Reply create(Call call) throws InterruptedException {
        call.query().requireOnly(List.of());
        ResourceDocument sent = sent(call);
        if (sent.id() != null) {
            throw Refusal.at(ErrorCode.CLIENT_GENERATED_ID, "/data/id", "leave the id out: the server makes it");
        }
        Tenancy.claim(call.caller(), sent.attributes());
        String id = call.newId().toString();
        ObjectNode attributes = Attributes.merged(StrictJson.mapper().createObjectNode(), sent.attributes());
        profiles.fillIn(attributes);
        String secret = secretIfNoneIsGiven(attributes);
        Accepted accepted = call.compute(call.bodyBytes(), () -> valid(id, attributes, null));
        call.about(id);
        call.chargeWrite(accepted.json.length);
        Registered before = call.isRepeated() ? registry.find(id) : null;
        Registered created = before == null ? registry.create(id, accepted.json) : before;
        ObjectNode document = resources.document(call, created);
        String told = before == null || secret == null ? secret : secretOfCreation(before);
        if (told != null) {
            document.putObject("meta").put("secret", told);
        }
        Warnings.add(document, accepted.subscription);
        return Reply.created(document, Resources.self(call, id)).withVersion(created.version());
    }

    /** What an earlier try made, whose response did not arrive; {@code null} where somebody may have changed it since. */
    private static @Nullable String secretOfCreation(Registered before) {
        return before.updatedAt().equals(before.createdAt())
                ? Resources.read(before).at("/secrets/0").textValue()
                : null;
    }

    /**
     * Makes a secret where nothing is said of any, so that a receiver can tell its events from anybody's. An empty list says
     * that there is to be none.
     *
     * @return what was put into the attributes; {@code null} for nothing
     */
    private @Nullable String secretIfNoneIsGiven(ObjectNode attributes) {
        boolean signsByItsOwnKind = Profile.GRAFENO.text().equals(attributes.path("profile").textValue());
        if (attributes.has("secrets") || signsByItsOwnKind) {
            return null;
        }
        String secret = Rotation.newSecret(random);
        attributes.putArray("secrets").add(secret);
        return secret;
    }

    private Reply get(Call call) throws InterruptedException {
        call.query().requireOnly(List.of());
        Registered found = Tenancy.visible(call.caller(), registry.find(call.parameter("id")));
        call.reserveDocument(found.pageBytes());
        return Reply.ok(call.compute(found.pageBytes(), () -> resources.document(call, found)))
                .withVersion(found.version());
    }

    private Reply list(Call call) throws InterruptedException {
        Listing listing = Listings.of(call.query(), call.caller());
        Page page = registry.list(listing);
        ObjectNode meta = StrictJson.mapper().createObjectNode();
        meta.putObject("page").put("size", listing.size()).put("count", page.items().size());
        PageDocument<Registered> document = new PageDocument<>(PageLinks.of(call, listing, page), page.items(),
                Registered::pageBytes, registered -> resources.resource(call, registered), meta);
        call.reserveDocument(document.atATime());
        return Reply.page(document);
    }

    private Reply change(Call call) throws InterruptedException {
        call.query().requireOnly(List.of());
        String id = call.parameter("id");
        ResourceDocument sent = sent(call);
        requireSameId(sent, id);
        boolean keepsCredentials = Credentials.takeKeep(sent.attributes());
        AtomicReference<@Nullable Subscription> accepted = new AtomicReference<>();
        Registered changed = registry.change(id, current -> {
            Registered visible = Tenancy.visible(call.caller(), current);
            Precondition.require(call, visible.version());
            Tenancy.requireOwn(call.caller(), sent.attributes());
            call.reserveDocument(visible.pageBytes());
            ObjectNode before = Resources.read(visible);
            Accepted merged = call.compute(call.bodyBytes() + visible.pageBytes(),
                    () -> valid(id, Attributes.merged(before, sent.attributes()), visible.appliedJson()));
            List<String> carriedAlong = Credentials.carriedAlong(before, sent.attributes());
            if (!carriedAlong.isEmpty() && !keepsCredentials) {
                throw Credentials.mustBeGivenAgain(carriedAlong);
            }
            call.keptCredentials(carriedAlong);
            call.chargeWrite(merged.json.length);
            accepted.set(merged.subscription);
            return merged.json;
        });
        Subscription subscription = accepted.get();
        if (changed == null || subscription == null) {
            throw new IllegalStateException("a change is no delete");
        }
        ObjectNode document = resources.document(call, changed);
        Warnings.add(document, subscription);
        return Reply.ok(document).withVersion(changed.version());
    }

    private Reply delete(Call call) throws InterruptedException {
        call.query().requireOnly(List.of());
        registry.change(call.parameter("id"), current -> {
            Precondition.require(call, Tenancy.visible(call.caller(), current).version());
            call.chargeWrite(0);
            return null;
        });
        return Reply.noContent();
    }

    private static ResourceDocument sent(Call call) throws InterruptedException {
        ResourceDocument sent = ResourceDocument.read(call.body(), Resources.TYPE);
        return new ResourceDocument(sent.id(), Attributes.withoutReadOnly(sent.attributes()));
    }

    private static void requireSameId(ResourceDocument sent, String id) {
        if (sent.id() == null) {
            throw Refusal.at(ErrorCode.INVALID_DOCUMENT, "/data", "'id' is missing: the id in the path");
        }
        if (!sent.id().equals(id)) {
            throw Refusal.at(ErrorCode.CONFLICT, "/data/id", "is not the id in the path");
        }
    }

    /** As strict JSON, judged as the registrar will. */
    private Accepted valid(String id, ObjectNode document, byte @Nullable [] inForce) {
        byte[] json = document.toString().getBytes(StandardCharsets.UTF_8);
        return switch (reader.read(id, json, inForce)) {
            case SubscriptionReadResult.Valid(Subscription subscription) -> new Accepted(json, subscription);
            case SubscriptionReadResult.Invalid invalid -> throw new Refusal(invalid.problems().stream()
                    .map(problem -> ApiError.at(ErrorCode.INVALID_ATTRIBUTE, "/data/attributes" + problem.pointer(),
                            problem.message()))
                    .toList(), Map.of());
        };
    }
}
