package dev.carteiro.api.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.act.TestBudgets;
import dev.carteiro.api.act.TestDeliveries;
import dev.carteiro.api.act.TestEvent;
import dev.carteiro.api.act.TestResult;
import dev.carteiro.api.deliveries.Documents;
import dev.carteiro.api.history.History;
import dev.carteiro.api.http.Call;
import dev.carteiro.api.http.Reply;
import dev.carteiro.api.http.Route;
import dev.carteiro.api.http.Verb;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.Refusal;
import dev.carteiro.api.registry.Registered;
import dev.carteiro.api.registry.Registry;
import dev.carteiro.api.subscriptions.Tenancy;
import dev.carteiro.schemas.delivery.Delivery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Sends one marked event to one endpoint and answers what happened. Safe for any thread. */
public final class TestsResource {
    /** A request that is waited for must be over before its connection counts as idle. */
    private static final Duration WAITS = Duration.ofSeconds(10);

    private static final Duration IN_FORCE_WITHIN = Duration.ofSeconds(3);
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);

    private final Registry registry;
    private final TestDeliveries tests;
    private final TestBudgets budgets;
    private final History history;
    private final InstantSource clock;

    public TestsResource(Registry registry, TestDeliveries tests, TestBudgets budgets, History history,
            InstantSource clock) {
        this.registry = registry;
        this.tests = tests;
        this.budgets = budgets;
        this.history = history;
        this.clock = clock;
    }

    public Route route() {
        return Route.manage(Verb.POST, "/subscriptions/{id}/test", this::test);
    }

    private Reply test(Call call) throws InterruptedException {
        Asked asked = Asked.orNothing(call, "tests", List.of("event", "data"));
        String type = asked.text("event", Function.identity());
        ObjectNode data = asked.object("data");
        TestEvent standard = TestEvent.standard();
        TestEvent event = new TestEvent(type == null ? standard.type() : type, data == null ? standard.data() : data);
        Registered registered = inForce(call);
        TestDeliveries.Target target = new TestDeliveries.Target(registered.id(), registered.appliedAt(),
                registered.labels().context(), registered.labels().tenant());
        Delivery delivery = delivery(target, event, call.newId());
        String account = call.caller().account();
        budgets.take(registered.id(), target.tenant() == null ? account : "tenant " + target.tenant(),
                registered.host());
        call.chargeWrite(call.bodyBytes());
        return reply(call, registered.id(), tests.send(delivery, account, WAITS));
    }

    private Delivery delivery(TestDeliveries.Target target, TestEvent event, UUID id) {
        try {
            return TestDeliveries.delivery(target, event, id, clock.instant());
        } catch (IllegalArgumentException e) {
            throw Asked.invalid("event", String.valueOf(e.getMessage()));
        }
    }

    private Reply reply(Call call, String subscription, TestResult result) {
        return switch (result) {
            case TestResult.UnderWay(String id) -> new Reply(202, Documents.underWay(call, id, subscription), Map.of());
            case TestResult.Done done -> Reply.ok(history.delivery(done.delivery())
                    .map(story -> Documents.story(call, story))
                    .orElseGet(() -> Documents.underWay(call, done.delivery(), subscription)));
        };
    }

    /** What was written a moment ago is what is meant: dispatchers learn of it when the router has passed it. */
    private Registered inForce(Call call) throws InterruptedException {
        long deadline = System.nanoTime() + IN_FORCE_WITHIN.toNanos();
        while (true) {
            Registered registered = Tenancy.visible(call.caller(), registry.find(call.parameter("id")));
            if (registered.inForce()) {
                return registered;
            }
            if (System.nanoTime() - deadline > 0) {
                throw Refusal.later(ErrorCode.UNAVAILABLE,
                        "the subscription's newest version is not in force yet: is a router running?", 5);
            }
            Thread.sleep(ASK_AGAIN);
        }
    }
}
