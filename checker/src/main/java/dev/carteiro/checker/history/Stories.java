package dev.carteiro.checker.history;

import dev.carteiro.checker.history.Story.Expected;
import dev.carteiro.checker.receiver.Request;
import dev.carteiro.checker.workload.Hook;
import dev.carteiro.schemas.delivery.DeliveryId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the evidence together by delivery. One use by one thread. */
final class Stories {
    private final Map<String, Draft> drafts = new HashMap<>();
    private final Map<String, Hook> hooks;
    private final Map<String, Hook> byPath;
    private final Map<String, Published> published;

    private Stories(History.Evidence evidence) {
        // Where an id passes to another tenant, the one that a delivery is for is known from its event.
        hooks = evidence.hooks().stream()
                .collect(Collectors.toMap(Hook::id, Function.identity(), (former, later) -> former));
        byPath = evidence.hooks().stream().collect(Collectors.toMap(Hook::path, Function.identity()));
        published = evidence.published().stream()
                .collect(Collectors.toMap(event -> event.fact().id(), Function.identity()));
    }

    static Collection<Story> of(History.Evidence evidence, String source) {
        Stories stories = new Stories(evidence);
        for (Published event : evidence.published()) {
            DeliveryId ids = new DeliveryId(source, event.fact().id());
            evidence.hooks().stream().filter(hook -> hook.wants(event.fact()))
                    .forEach(hook -> stories.expect(ids.forSubscription(hook.id()), event, hook));
        }
        evidence.routed().forEach(stories::add);
        evidence.attempts().forEach(stories::add);
        evidence.buried().forEach(stories::add);
        evidence.requests().forEach(stories::add);
        return stories.drafts.values().stream().map(Draft::story).toList();
    }

    private void expect(String delivery, Published event, Hook hook) {
        Expected expected = switch (event.fate()) {
            case OK -> hook.fate().lasts() ? Expected.MUST : Expected.MAY;
            case UNKNOWN -> Expected.MAY;
            case FAILED -> Expected.MUST_NOT;
        };
        drafts.put(delivery, new Draft(delivery, event, hook, expected));
    }

    private void add(Routed routed) {
        draft(routed.delivery(), routed.eventId(), hooks.get(routed.subscription())).routed.add(routed);
    }

    private void add(Attempt attempt) {
        draft(attempt.delivery(), attempt.eventId(), hooks.get(attempt.subscription())).attempts.add(attempt);
    }

    private void add(Buried buried) {
        draft(buried.delivery(), buried.eventId(), hooks.get(buried.subscription())).buried.add(buried);
    }

    private void add(Request request) {
        draft(request.delivery(), null, byPath.get(request.path())).requests.add(request);
    }

    /** Nobody expects a delivery that the workload does not know. */
    private Draft draft(String delivery, @Nullable String eventId, @Nullable Hook hook) {
        return drafts.computeIfAbsent(delivery,
                id -> new Draft(id, eventId == null ? null : published.get(eventId), hook, Expected.MUST_NOT));
    }

    private static final class Draft {
        private final String delivery;
        private final @Nullable Published published;
        private final @Nullable Hook hook;
        private final Expected expected;
        private final List<Routed> routed = new ArrayList<>(1);
        private final List<Request> requests = new ArrayList<>(1);
        private final List<Attempt> attempts = new ArrayList<>(1);
        private final List<Buried> buried = new ArrayList<>(0);

        private Draft(String delivery, @Nullable Published published, @Nullable Hook hook, Expected expected) {
            this.delivery = delivery;
            this.published = published;
            this.hook = hook;
            this.expected = expected;
        }

        private Story story() {
            return new Story(delivery, published, hook, expected, routed, requests, attempts, buried);
        }
    }
}
