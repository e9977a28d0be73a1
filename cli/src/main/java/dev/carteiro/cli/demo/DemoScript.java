package dev.carteiro.cli.demo;

import dev.carteiro.cli.demo.DemoReceiver.SignatureResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The endpoints and events of the demo, and the exact facts to expect. Stateless. */
final class DemoScript {
    /** Retry tiers with short first waits, so that retries can be watched; the others are as in production. */
    static final String RETRY_TIERS = "1s,5s,1m,5m,30m,2h,10h";

    private static final String SECRET = "whsec_Y2FydGVpcm8tZGVtby1zZWNyZXQtbnVtYmVyLW9uZQ==";
    private static final String NEXT_SECRET = "whsec_Y2FydGVpcm8tZGVtby1zZWNyZXQtbnVtYmVyLXR3bw==";
    private static final int UNLIMITED_FAILURES = Integer.MAX_VALUE;

    static final List<DemoEndpoint> ENDPOINTS = List.of(
            new DemoEndpoint("crm", "everything about persons: person.*", 0, SECRET, """
                    {"events": ["person.*"], "secrets": ["%s"]}""".formatted(SECRET)),
            new DemoEndpoint("audit", "everything: *, with two secrets, as in a rotation", 0, NEXT_SECRET, """
                    {"events": ["*"], "secrets": ["%s", "%s"]}""".formatted(SECRET, NEXT_SECRET)),
            new DemoEndpoint("big-orders", "orders above 100 only: a content filter", 0, SECRET, """
                    {"events": ["order.paid"], "secrets": ["%s"],
                     "filter": {"data": {"amount": [{"numeric": [">", 100]}]}}}""".formatted(SECRET)),
            new DemoEndpoint("flaky", "responds with 500 twice, then 200", 2, SECRET, """
                    {"events": ["person.created"], "secrets": ["%s"],
                     "retry": {"schedule": ["1s", "2s", "5s"]}}""".formatted(SECRET)),
            new DemoEndpoint("broken", "always responds with 500; one retry, then a dead letter", UNLIMITED_FAILURES,
                    SECRET,
                    """
                            {"events": ["invoice.overdue"], "secrets": ["%s"],
                             "retry": {"schedule": ["1s"]}}""".formatted(SECRET)));

    static final List<DemoEvent> SAMPLES = List.of(
            new DemoEvent("evt_1", "person.created", "{\"id\":\"abc12345\",\"firstName\":\"Alice\"}"),
            new DemoEvent("evt_2", "order.paid", "{\"id\":\"order-7\",\"amount\":40}"),
            new DemoEvent("evt_3", "order.paid", "{\"id\":\"order-8\",\"amount\":250}"),
            new DemoEvent("evt_4", "invoice.overdue", "{\"id\":\"inv-31\",\"days\":14}"));

    private DemoScript() {
    }

    /** Returns all facts that {@link #SAMPLES} must lead to; no others are allowed. */
    static Set<DemoFact> expected() {
        Set<DemoFact> facts = new LinkedHashSet<>();
        addDelivered(facts, "evt_1", "crm");
        addDelivered(facts, "evt_1", "audit");
        addFailed(facts, "evt_1", "flaky", 1, "retry");
        addFailed(facts, "evt_1", "flaky", 2, "retry");
        addDeliveredAt(facts, "evt_1", "flaky", 3);
        addDelivered(facts, "evt_2", "audit");
        addDelivered(facts, "evt_3", "audit");
        addDelivered(facts, "evt_3", "big-orders");
        addDelivered(facts, "evt_4", "audit");
        addFailed(facts, "evt_4", "broken", 1, "retry");
        addFailed(facts, "evt_4", "broken", 2, "dead");
        facts.add(new DemoFact.DeadLetterFact("evt_4", "broken", "retries-exhausted", 2));
        return facts;
    }

    private static void addDelivered(Set<DemoFact> facts, String event, String subscription) {
        addDeliveredAt(facts, event, subscription, 1);
    }

    private static void addDeliveredAt(Set<DemoFact> facts, String event, String subscription, int attempt) {
        facts.add(new DemoFact.MatchFact(event, subscription));
        facts.add(new DemoFact.AttemptFact(event, subscription, attempt, 200, "delivered", SignatureResult.VERIFIED));
    }

    private static void addFailed(Set<DemoFact> facts, String event, String subscription, int attempt, String outcome) {
        facts.add(new DemoFact.MatchFact(event, subscription));
        facts.add(new DemoFact.AttemptFact(event, subscription, attempt, 500, outcome, SignatureResult.VERIFIED));
    }
}
