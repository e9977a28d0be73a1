package dev.carteiro.api.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.actions.TestBudgets;
import dev.carteiro.api.actions.TestDeliverySender;
import dev.carteiro.api.actions.TestEvent;
import dev.carteiro.api.actions.TestResult;
import dev.carteiro.api.deliveries.DeliveryDocuments;
import dev.carteiro.api.history.HistoryIndex;
import dev.carteiro.api.http.ApiResponse;
import dev.carteiro.api.http.ApiRoute;
import dev.carteiro.api.http.Call;
import dev.carteiro.api.http.HttpMethod;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.registry.RegisteredSubscription;
import dev.carteiro.api.registry.SubscriptionRegistry;
import dev.carteiro.api.subscriptions.TenantAccess;
import dev.carteiro.schemas.delivery.Delivery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Sends one marked event to one endpoint and responds with the result. Safe for any thread. */
public final class TestsResource {
    /** Shorter than the idle timeout of the request's connection. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private static final Duration IN_FORCE_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private final SubscriptionRegistry registry;
    private final TestDeliverySender tests;
    private final TestBudgets budgets;
    private final HistoryIndex history;
    private final InstantSource clock;

    public TestsResource(SubscriptionRegistry registry, TestDeliverySender tests, TestBudgets budgets,
            HistoryIndex history,
            InstantSource clock) {
        this.registry = registry;
        this.tests = tests;
        this.budgets = budgets;
        this.history = history;
        this.clock = clock;
    }

    public ApiRoute route() {
        return ApiRoute.manage(HttpMethod.POST, "/subscriptions/{id}/test", this::test);
    }

    private ApiResponse test(Call call) throws InterruptedException {
        OperationAttributes attributes = OperationAttributes.ofOptionalBody(call, "tests", List.of("event", "data"));
        String type = attributes.text("event", Function.identity());
        ObjectNode data = attributes.object("data");
        TestEvent standard = TestEvent.standard();
        TestEvent event = new TestEvent(type == null ? standard.type() : type, data == null ? standard.data() : data);
        RegisteredSubscription registered = awaitInForce(call);
        TestDeliverySender.Target target = new TestDeliverySender.Target(registered.id(), registered.appliedOffset(),
                registered.labels().context(), registered.labels().tenant());
        Delivery delivery = delivery(target, event, call.newId());
        String account = call.caller().account();
        budgets.take(registered.id(), target.tenant() == null ? account : "tenant " + target.tenant(),
                registered.host());
        call.chargeWrite(call.bodyBytes());
        return reply(call, registered.id(), tests.send(delivery, account, MAX_WAIT));
    }

    private Delivery delivery(TestDeliverySender.Target target, TestEvent event, UUID id) {
        try {
            return TestDeliverySender.delivery(target, event, id, clock.instant());
        } catch (IllegalArgumentException e) {
            throw OperationAttributes.invalid("event", String.valueOf(e.getMessage()));
        }
    }

    private ApiResponse reply(Call call, String subscription, TestResult result) {
        return switch (result) {
            case TestResult.Pending(String id) ->
                new ApiResponse(202, DeliveryDocuments.underWay(call, id, subscription), Map.of());
            case TestResult.Completed done -> ApiResponse.ok(history.delivery(done.delivery())
                    .map(found -> DeliveryDocuments.delivery(call, found))
                    .orElseGet(() -> DeliveryDocuments.underWay(call, done.delivery(), subscription)));
        };
    }

    /** Waits until the newest version is in force: dispatchers know it only after the router has applied it. */
    private RegisteredSubscription awaitInForce(Call call) throws InterruptedException {
        long deadline = System.nanoTime() + IN_FORCE_TIMEOUT.toNanos();
        while (true) {
            RegisteredSubscription registered = TenantAccess.requireVisible(call.caller(),
                    registry.find(call.parameter("id")));
            if (registered.isInForce()) {
                return registered;
            }
            if (System.nanoTime() - deadline > 0) {
                throw ApiException.retryLater(ErrorCode.UNAVAILABLE,
                        "the subscription's newest version is not in force yet: check that a router is running", 5);
            }
            Thread.sleep(POLL_INTERVAL);
        }
    }
}
