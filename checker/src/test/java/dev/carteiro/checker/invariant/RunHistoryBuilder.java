package dev.carteiro.checker.invariant;

import dev.carteiro.checker.history.DisturbedPeriod;
import dev.carteiro.checker.history.DrainResult;
import dev.carteiro.checker.history.PartitionPosition;
import dev.carteiro.checker.history.PublishedEvent;
import dev.carteiro.checker.history.PublishedEvent.PublishOutcome;
import dev.carteiro.checker.history.RecordedAttempt;
import dev.carteiro.checker.history.RecordedDeadLetter;
import dev.carteiro.checker.history.RecordedDelivery;
import dev.carteiro.checker.history.RunHistory;
import dev.carteiro.checker.receiver.RecordedRequest;
import dev.carteiro.checker.workload.EndpointBehaviour;
import dev.carteiro.checker.workload.PlannedResponse;
import dev.carteiro.checker.workload.WorkloadEvent;
import dev.carteiro.checker.workload.WorkloadSubscription;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.testkit.signature.SignatureVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds a history by hand: one subscription of tenant acme to orders, with one trace that each call extends. Times are seconds
 * from an arbitrary beginning. Not thread-safe.
 */
final class RunHistoryBuilder {
    static final Instant BEGIN = Instant.parse("2026-01-01T12:00:00Z");
    static final String SOURCE = "carteiro.events";
    static final WorkloadSubscription HOOK = hook("crm", "acme", WorkloadSubscription.PlannedChange.NONE);
    static final WorkloadSubscription DELETED = hook("old", "acme", WorkloadSubscription.PlannedChange.DELETED);
    static final WorkloadSubscription OTHER_TENANTS = hook("spy", "globex", WorkloadSubscription.PlannedChange.NONE);
    static final WorkloadSubscription HANDED_OVER = hook("moved", "acme", WorkloadSubscription.PlannedChange.REWRITTEN);
    static final WorkloadSubscription REDRIVEN = hook("dead", "acme",
            WorkloadSubscription.PlannedChange.REWRITTEN_AND_REDRIVEN);
    static final WorkloadSubscription TAKING_OVER = new WorkloadSubscription("moved", "/moved-now", "globex", "order.*",
            -1, EndpointBehaviour.HEALTHY,
            WorkloadSubscription.PlannedChange.TAKES_OVER, List.of(), Duration.ofSeconds(2), 16,
            OTHER_TENANTS.secret());

    private final List<PublishedEvent> published = new ArrayList<>();
    private final List<RecordedRequest> requests = new ArrayList<>();
    private final List<RecordedDelivery> routed = new ArrayList<>();
    private final List<RecordedAttempt> attempts = new ArrayList<>();
    private final List<RecordedDeadLetter> buried = new ArrayList<>();
    private final List<PartitionPosition> positions = new ArrayList<>();
    private final List<DisturbedPeriod> disturbances = new ArrayList<>();
    private final List<DisturbedPeriod> busy = new ArrayList<>();
    private DrainResult drained = new DrainResult(true, Duration.ofSeconds(3), Duration.ofSeconds(120), "nothing");

    /** A valid history: two events, one delivered at once, one at the second attempt. */
    static RunHistoryBuilder valid() {
        RunHistoryBuilder past = new RunHistoryBuilder();
        past.event(1, PublishOutcome.OK, 0).routed(1, HOOK).request(1, HOOK, 1, 0.1, 200).attempt(1, HOOK, 1, 0.1,
                null);
        past.event(2, PublishOutcome.OK, 0).routed(2, HOOK).request(2, HOOK, 1, 0.1, 500).attempt(2, HOOK, 1, 0.1, 0.35)
                .request(2, HOOK, 2, 0.4, 200).attempt(2, HOOK, 2, 0.4, null);
        return past.position("carteiro.deliveries-0", 3, 3);
    }

    static WorkloadEvent fact(long number) {
        return new WorkloadEvent(number, "evt_" + number, "order.paid", "acme", 50, "");
    }

    static String delivery(long number, WorkloadSubscription hook) {
        return new DeliveryId(SOURCE, fact(number).id()).forSubscription(hook.id());
    }

    static Instant at(double seconds) {
        return BEGIN.plusMillis(Math.round(seconds * 1_000));
    }

    RunHistoryBuilder event(long number, PublishOutcome fate, double at) {
        published.add(new PublishedEvent(fact(number), fate, at(at)));
        return this;
    }

    RunHistoryBuilder routed(long number, WorkloadSubscription hook) {
        return routed(number, hook, false);
    }

    RunHistoryBuilder released(long number, WorkloadSubscription hook) {
        return routed(number, hook, true);
    }

    private RunHistoryBuilder routed(long number, WorkloadSubscription hook, boolean released) {
        routed.add(new RecordedDelivery(delivery(number, hook), hook.id(), fact(number).id(), released));
        return this;
    }

    RunHistoryBuilder request(long number, WorkloadSubscription hook, int attempt, double at, int status) {
        return request(number, hook, attempt, at, PlannedResponse.status(status));
    }

    RunHistoryBuilder request(long number, WorkloadSubscription hook, int attempt, double at, PlannedResponse answer) {
        return request(number, hook, attempt, at, answer, fact(number).body(), hook.secret());
    }

    RunHistoryBuilder request(long number, WorkloadSubscription hook, int attempt, double at, PlannedResponse answer,
            byte[] body, String secret) {
        String delivery = delivery(number, hook);
        requests.add(new RecordedRequest(at(at), hook.path(), delivery, attempt, "1767268800",
                SignatureVerifier.of(secret).signature(delivery, "1767268800", body), body, answer));
        return this;
    }

    RunHistoryBuilder request(RecordedRequest request) {
        requests.add(request);
        return this;
    }

    /** @param next due time of the next attempt; {@code null} for an attempt that delivered */
    RunHistoryBuilder attempt(long number, WorkloadSubscription hook, int attempt, double at, @Nullable Double next) {
        return attempt(number, hook, attempt, next == null ? AttemptOutcome.DELIVERED : AttemptOutcome.RETRY, at, next);
    }

    RunHistoryBuilder attempt(long number, WorkloadSubscription hook, int attempt, AttemptOutcome outcome, double at,
            @Nullable Double next) {
        Integer status = outcome == AttemptOutcome.CANCELLED ? null : outcome == AttemptOutcome.DELIVERED ? 200 : 500;
        return attempt(number, hook, attempt, outcome, status, at, next);
    }

    /** Adds an attempt whose sender received no status. */
    RunHistoryBuilder withoutResponse(long number, WorkloadSubscription hook, int attempt, double at, double next) {
        return attempt(number, hook, attempt, AttemptOutcome.RETRY, null, at, next);
    }

    private RunHistoryBuilder attempt(long number, WorkloadSubscription hook, int attempt, AttemptOutcome outcome,
            @Nullable Integer status, double at,
            @Nullable Double next) {
        attempts.add(new RecordedAttempt(delivery(number, hook), hook.id(), fact(number).id(), attempt, outcome, status,
                at(at), next == null ? null : at(next)));
        return this;
    }

    RunHistoryBuilder buried(long number, WorkloadSubscription hook) {
        buried.add(new RecordedDeadLetter(delivery(number, hook), hook.id(), fact(number).id(), "retries-exhausted"));
        return this;
    }

    RunHistoryBuilder position(String partition, long committed, long end) {
        positions.add(new PartitionPosition(partition, committed, end));
        return this;
    }

    RunHistoryBuilder disturbed(double from, double until) {
        disturbances.add(new DisturbedPeriod("killed dispatcher-1", at(from), at(until)));
        return this;
    }

    RunHistoryBuilder busy(double from, double until) {
        busy.add(new DisturbedPeriod("the machine was busy", at(from), at(until)));
        return this;
    }

    RunHistoryBuilder notDrained(String remaining) {
        drained = new DrainResult(false, Duration.ofSeconds(121), Duration.ofSeconds(120), remaining);
        return this;
    }

    RunHistory history() {
        return RunHistory.of(
                new RunHistory.RunEvidence(List.of(HOOK, DELETED, OTHER_TENANTS, HANDED_OVER, TAKING_OVER, REDRIVEN),
                        published, requests, routed,
                        attempts, buried),
                positions, disturbances, busy, drained, SOURCE);
    }

    /** Returns the violations of one invariant as "event subscription: what was observed". */
    List<String> violationsOf(Invariant invariant) {
        return invariant.judge(history()).violations().stream()
                .map(violation -> violation.event() + " " + violation.subscription() + ": " + violation.seen())
                .sorted().toList();
    }

    private static WorkloadSubscription hook(String id, String tenant, WorkloadSubscription.PlannedChange fate) {
        return new WorkloadSubscription(id, tenant, "order.*", -1, EndpointBehaviour.HEALTHY, fate,
                List.of(Duration.ofMillis(200), Duration.ofSeconds(1)), Duration.ofSeconds(2), 16,
                "whsec_" + java.util.Base64.getEncoder()
                        .encodeToString(("the secret of subscription " + id)
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
