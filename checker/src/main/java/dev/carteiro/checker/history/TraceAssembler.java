package dev.carteiro.checker.history;

import dev.carteiro.checker.history.DeliveryTrace.Expectation;
import dev.carteiro.checker.receiver.RecordedRequest;
import dev.carteiro.checker.workload.WorkloadSubscription;
import dev.carteiro.schemas.delivery.DeliveryId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Groups the evidence by delivery. For one use by one thread. */
final class TraceAssembler {
    private final Map<String, TraceDraft> drafts = new HashMap<>();
    private final Map<String, WorkloadSubscription> hooks;
    private final Map<String, WorkloadSubscription> byPath;
    private final Map<String, PublishedEvent> published;

    private TraceAssembler(RunHistory.RunEvidence evidence) {
        // If an id passes to another tenant, the event tells which of the two subscriptions a delivery is for.
        hooks = evidence.hooks().stream()
                .collect(Collectors.toMap(WorkloadSubscription::id, Function.identity(), (former, later) -> former));
        byPath = evidence.hooks().stream().collect(Collectors.toMap(WorkloadSubscription::path, Function.identity()));
        published = evidence.published().stream()
                .collect(Collectors.toMap(event -> event.fact().id(), Function.identity()));
    }

    static Collection<DeliveryTrace> of(RunHistory.RunEvidence evidence, String source) {
        TraceAssembler stories = new TraceAssembler(evidence);
        for (PublishedEvent event : evidence.published()) {
            DeliveryId ids = new DeliveryId(source, event.fact().id());
            evidence.hooks().stream().filter(hook -> hook.matches(event.fact()))
                    .forEach(hook -> stories.expect(ids.forSubscription(hook.id()), event, hook));
        }
        evidence.routed().forEach(stories::add);
        evidence.attempts().forEach(stories::add);
        evidence.buried().forEach(stories::add);
        evidence.requests().forEach(stories::add);
        return stories.drafts.values().stream().map(TraceDraft::story).toList();
    }

    private void expect(String delivery, PublishedEvent event, WorkloadSubscription hook) {
        Expectation expected = switch (event.fate()) {
            case OK -> hook.fate().isPermanent() ? Expectation.MUST : Expectation.MAY;
            case UNKNOWN -> Expectation.MAY;
            case FAILED -> Expectation.MUST_NOT;
        };
        drafts.put(delivery, new TraceDraft(delivery, event, hook, expected));
    }

    private void add(RecordedDelivery routed) {
        draft(routed.delivery(), routed.eventId(), hooks.get(routed.subscription())).routed.add(routed);
    }

    private void add(RecordedAttempt attempt) {
        draft(attempt.delivery(), attempt.eventId(), hooks.get(attempt.subscription())).attempts.add(attempt);
    }

    private void add(RecordedDeadLetter buried) {
        draft(buried.delivery(), buried.eventId(), hooks.get(buried.subscription())).buried.add(buried);
    }

    private void add(RecordedRequest request) {
        draft(request.delivery(), null, byPath.get(request.path())).requests.add(request);
    }

    /** Returns the trace of a delivery; creates an unexpected one for a delivery that the workload does not know. */
    private TraceDraft draft(String delivery, @Nullable String eventId, @Nullable WorkloadSubscription hook) {
        return drafts.computeIfAbsent(delivery,
                id -> new TraceDraft(id, eventId == null ? null : published.get(eventId), hook, Expectation.MUST_NOT));
    }

    private static final class TraceDraft {
        private final String delivery;
        private final @Nullable PublishedEvent published;
        private final @Nullable WorkloadSubscription hook;
        private final Expectation expected;
        private final List<RecordedDelivery> routed = new ArrayList<>(1);
        private final List<RecordedRequest> requests = new ArrayList<>(1);
        private final List<RecordedAttempt> attempts = new ArrayList<>(1);
        private final List<RecordedDeadLetter> buried = new ArrayList<>(0);

        private TraceDraft(String delivery, @Nullable PublishedEvent published, @Nullable WorkloadSubscription hook,
                Expectation expected) {
            this.delivery = delivery;
            this.published = published;
            this.hook = hook;
            this.expected = expected;
        }

        private DeliveryTrace story() {
            return new DeliveryTrace(delivery, published, hook, expected, routed, requests, attempts, buried);
        }
    }
}
