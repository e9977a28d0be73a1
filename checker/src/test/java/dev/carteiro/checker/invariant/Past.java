package dev.carteiro.checker.invariant;

import dev.carteiro.checker.history.Attempt;
import dev.carteiro.checker.history.Buried;
import dev.carteiro.checker.history.Disturbance;
import dev.carteiro.checker.history.Drained;
import dev.carteiro.checker.history.History;
import dev.carteiro.checker.history.Position;
import dev.carteiro.checker.history.Published;
import dev.carteiro.checker.history.Published.Fate;
import dev.carteiro.checker.history.Routed;
import dev.carteiro.checker.receiver.Request;
import dev.carteiro.checker.workload.Answer;
import dev.carteiro.checker.workload.Fact;
import dev.carteiro.checker.workload.Hook;
import dev.carteiro.checker.workload.Manner;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.testkit.signature.SignatureVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A history made by hand: one subscription to orders of tenant acme, of which a story is told call by call. Times are
 * seconds from an arbitrary beginning. Not thread-safe.
 */
final class Past {
    static final Instant BEGIN = Instant.parse("2026-01-01T12:00:00Z");
    static final String SOURCE = "carteiro.events";
    static final Hook HOOK = hook("crm", "acme", Hook.Fate.STAYS);
    static final Hook SHORT_LIVED = hook("old", "acme", Hook.Fate.IS_DELETED);
    static final Hook OTHER_TENANTS = hook("spy", "globex", Hook.Fate.STAYS);
    static final Hook HANDED_OVER = hook("moved", "acme", Hook.Fate.IS_REWRITTEN);
    static final Hook REDRIVEN = hook("dead", "acme", Hook.Fate.IS_REWRITTEN_AND_REDRIVEN);
    static final Hook TAKING_OVER = new Hook("moved", "/moved-now", "globex", "order.*", -1, Manner.HEALTHY,
            Hook.Fate.TAKES_OVER, List.of(), Duration.ofSeconds(2), 16, OTHER_TENANTS.secret());

    private final List<Published> published = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<Routed> routed = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Buried> buried = new ArrayList<>();
    private final List<Position> positions = new ArrayList<>();
    private final List<Disturbance> disturbances = new ArrayList<>();
    private final List<Disturbance> busy = new ArrayList<>();
    private Drained drained = new Drained(true, Duration.ofSeconds(3), Duration.ofSeconds(120), "nothing");

    /** Everything as it should be: two events, one delivered at once, one at the second attempt. */
    static Past good() {
        Past past = new Past();
        past.event(1, Fate.OK, 0).routed(1, HOOK).request(1, HOOK, 1, 0.1, 200).attempt(1, HOOK, 1, 0.1, null);
        past.event(2, Fate.OK, 0).routed(2, HOOK).request(2, HOOK, 1, 0.1, 500).attempt(2, HOOK, 1, 0.1, 0.35)
                .request(2, HOOK, 2, 0.4, 200).attempt(2, HOOK, 2, 0.4, null);
        return past.position("carteiro.deliveries-0", 3, 3);
    }

    static Fact fact(long number) {
        return new Fact(number, "evt_" + number, "order.paid", "acme", 50, "");
    }

    static String delivery(long number, Hook hook) {
        return new DeliveryId(SOURCE, fact(number).id()).forSubscription(hook.id());
    }

    static Instant at(double seconds) {
        return BEGIN.plusMillis(Math.round(seconds * 1_000));
    }

    Past event(long number, Fate fate, double at) {
        published.add(new Published(fact(number), fate, at(at)));
        return this;
    }

    Past routed(long number, Hook hook) {
        return routed(number, hook, false);
    }

    Past released(long number, Hook hook) {
        return routed(number, hook, true);
    }

    private Past routed(long number, Hook hook, boolean released) {
        routed.add(new Routed(delivery(number, hook), hook.id(), fact(number).id(), released));
        return this;
    }

    Past request(long number, Hook hook, int attempt, double at, int status) {
        return request(number, hook, attempt, at, Answer.status(status));
    }

    Past request(long number, Hook hook, int attempt, double at, Answer answer) {
        return request(number, hook, attempt, at, answer, fact(number).body(), hook.secret());
    }

    Past request(long number, Hook hook, int attempt, double at, Answer answer, byte[] body, String secret) {
        String delivery = delivery(number, hook);
        requests.add(new Request(at(at), hook.path(), delivery, attempt, "1767268800",
                SignatureVerifier.of(secret).signature(delivery, "1767268800", body), body, answer));
        return this;
    }

    Past request(Request request) {
        requests.add(request);
        return this;
    }

    /** @param next when the next one is due; {@code null} for an attempt that delivered */
    Past attempt(long number, Hook hook, int attempt, double at, @Nullable Double next) {
        return attempt(number, hook, attempt, next == null ? AttemptOutcome.DELIVERED : AttemptOutcome.RETRY, at, next);
    }

    Past attempt(long number, Hook hook, int attempt, AttemptOutcome outcome, double at, @Nullable Double next) {
        Integer status = outcome == AttemptOutcome.CANCELLED ? null : outcome == AttemptOutcome.DELIVERED ? 200 : 500;
        return attempt(number, hook, attempt, outcome, status, at, next);
    }

    /** Its sender saw no status. */
    Past unanswered(long number, Hook hook, int attempt, double at, double next) {
        return attempt(number, hook, attempt, AttemptOutcome.RETRY, null, at, next);
    }

    private Past attempt(long number, Hook hook, int attempt, AttemptOutcome outcome, @Nullable Integer status, double at,
            @Nullable Double next) {
        attempts.add(new Attempt(delivery(number, hook), hook.id(), fact(number).id(), attempt, outcome, status,
                at(at), next == null ? null : at(next)));
        return this;
    }

    Past buried(long number, Hook hook) {
        buried.add(new Buried(delivery(number, hook), hook.id(), fact(number).id(), "retries-exhausted"));
        return this;
    }

    Past position(String partition, long committed, long end) {
        positions.add(new Position(partition, committed, end));
        return this;
    }

    Past disturbed(double from, double until) {
        disturbances.add(new Disturbance("killed dispatcher-1", at(from), at(until)));
        return this;
    }

    Past busy(double from, double until) {
        busy.add(new Disturbance("the machine was busy", at(from), at(until)));
        return this;
    }

    Past notDrained(String remaining) {
        drained = new Drained(false, Duration.ofSeconds(121), Duration.ofSeconds(120), remaining);
        return this;
    }

    History history() {
        return History.of(
                new History.Evidence(List.of(HOOK, SHORT_LIVED, OTHER_TENANTS, HANDED_OVER, TAKING_OVER, REDRIVEN),
                        published, requests, routed,
                        attempts, buried),
                positions, disturbances, busy, drained, SOURCE);
    }

    /** What is seen of one invariant, each violation as "delivery's number or -: what was seen". */
    List<String> seenBy(Invariant invariant) {
        return invariant.judge(history()).violations().stream()
                .map(violation -> violation.event() + " " + violation.subscription() + ": " + violation.seen())
                .sorted().toList();
    }

    private static Hook hook(String id, String tenant, Hook.Fate fate) {
        return new Hook(id, tenant, "order.*", -1, Manner.HEALTHY, fate,
                List.of(Duration.ofMillis(200), Duration.ofSeconds(1)), Duration.ofSeconds(2), 16,
                "whsec_" + java.util.Base64.getEncoder()
                        .encodeToString(("the secret of subscription " + id)
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
