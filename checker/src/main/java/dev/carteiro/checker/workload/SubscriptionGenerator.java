package dev.carteiro.checker.workload;

import dev.carteiro.checker.workload.WorkloadSubscription.PlannedChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Generates the subscriptions of a run. For one use by one thread. */
public final class SubscriptionGenerator {
    static final List<String> TENANTS = List.of("acme", "globex");

    private static final List<Duration> SCHEDULE = List.of(Duration.ofMillis(200), Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    private static final int NO_FILTER = -1;
    private static final int ABOVE_EVERY_AMOUNT = 100_000;
    private static final int MILLIS = 1;
    private static final int MAX_IN_FLIGHT = 2;
    private static final int AMOUNT = 3;

    private final long seed;
    private final List<WorkloadSubscription> hooks = new ArrayList<>();

    private SubscriptionGenerator(long seed) {
        this.seed = seed;
    }

    /** @param withPauses whether some are paused and resumed during the run */
    public static List<WorkloadSubscription> of(long seed, boolean withPauses) {
        SubscriptionGenerator made = new SubscriptionGenerator(seed);
        made.addWithoutTenant();
        made.addForAcme(withPauses ? PlannedChange.PAUSED : PlannedChange.NONE);
        made.addForGlobex();
        made.addHandedOver();
        return List.copyOf(made.hooks);
    }

    private void addWithoutTenant() {
        addCommon("none", null);
        add("none-flaps", null, "person.*", NO_FILTER, EndpointBehaviour.FLAPS, PlannedChange.NONE);
        add("none-slow", null, "order.paid", NO_FILTER, EndpointBehaviour.SLOW, PlannedChange.NONE);
    }

    private void addForAcme(PlannedChange paused) {
        addCommon("acme", "acme");
        add("acme-throttles", "acme", "person.created", NO_FILTER, EndpointBehaviour.THROTTLES, PlannedChange.NONE);
        add("acme-breaks-off", "acme", "*.updated", NO_FILTER, EndpointBehaviour.BREAKS_OFF, PlannedChange.NONE);
        add("acme-deleted", "acme", "order.paid", amount(1, 100), EndpointBehaviour.FAILS_AT_FIRST,
                PlannedChange.DELETED);
        add("acme-paused", "acme", "person.*", NO_FILTER, EndpointBehaviour.HEALTHY, paused);
    }

    private void addForGlobex() {
        addCommon("globex", "globex");
        add("globex-hangs-at-first", "globex", "order.paid", amount(150, 190), EndpointBehaviour.HANGS_AT_FIRST,
                PlannedChange.NONE);
        add("globex-deleted", "globex", "person.*", NO_FILTER, EndpointBehaviour.HANGS_AT_FIRST, PlannedChange.DELETED);
        add("globex-wants-nothing", "globex", "*", ABOVE_EVERY_AMOUNT, EndpointBehaviour.HEALTHY, PlannedChange.NONE);
    }

    /** Adds two for each id: the first owner's, and the new owner's with an endpoint of its own. */
    private void addHandedOver() {
        handOver("was-acmes", "acme", "globex", "order.paid", EndpointBehaviour.HANGS_AT_FIRST,
                PlannedChange.REWRITTEN);
        handOver("was-acmes-alone", "acme", null, "order.created", EndpointBehaviour.FAILS_AT_FIRST,
                PlannedChange.REWRITTEN);
        handOver("was-nobodys", null, "acme", "order.created", EndpointBehaviour.FAILS_AT_FIRST,
                PlannedChange.REWRITTEN);
        handOver("was-globexs", "globex", "acme", "order.*", EndpointBehaviour.FAILS_AT_FIRST, PlannedChange.RECREATED);
        handOver("was-held", "acme", "globex", "order.created", EndpointBehaviour.HEALTHY,
                PlannedChange.REWRITTEN_WHILE_HELD);
        handOver("was-dead", "globex", "acme", "order.paid", EndpointBehaviour.NEVER_WORKS,
                PlannedChange.REWRITTEN_AND_REDRIVEN);
    }

    private void handOver(String id, @Nullable String from, @Nullable String to, String pattern,
            EndpointBehaviour manner,
            PlannedChange fate) {
        add(id, from, pattern, NO_FILTER, manner, fate);
        add(id, to, pattern, NO_FILTER, EndpointBehaviour.HEALTHY, PlannedChange.TAKES_OVER);
    }

    private void addCommon(String name, @Nullable String tenant) {
        add(name + "-one-type", tenant, "order.created", NO_FILTER, EndpointBehaviour.HEALTHY, PlannedChange.NONE);
        add(name + "-everything", tenant, "*", NO_FILTER, EndpointBehaviour.HEALTHY, PlannedChange.NONE);
        add(name + "-filtered", tenant, "order.*", amount(100, 180), EndpointBehaviour.FAILS_AT_FIRST,
                PlannedChange.NONE);
        add(name + "-never-works", tenant, "invoice.sent", NO_FILTER, EndpointBehaviour.NEVER_WORKS,
                PlannedChange.NONE);
        add(name + "-hangs", tenant, "invoice.overdue", NO_FILTER, EndpointBehaviour.HANGS, PlannedChange.NONE);
    }

    private void add(String id, @Nullable String tenant, String pattern, int above, EndpointBehaviour manner,
            PlannedChange fate) {
        Duration timeout = manner == EndpointBehaviour.HANGS || manner == EndpointBehaviour.HANGS_AT_FIRST
                ? Duration.ofMillis(500 + 100L * pick(MILLIS, 8))
                : Duration.ofSeconds(5);
        // An endpoint with too little concurrency defers for minutes, which would prolong the run.
        int room = manner == EndpointBehaviour.HEALTHY ? 8 << pick(MAX_IN_FLIGHT, 3) : 32;
        String path = fate == PlannedChange.TAKES_OVER ? "/" + id + "-now" : "/" + id;
        byte[] key = ("a secret of " + path + " with seed " + seed).getBytes(StandardCharsets.UTF_8);
        hooks.add(new WorkloadSubscription(id, path, tenant, pattern, above, manner, fate, SCHEDULE, timeout, room,
                "whsec_" + Base64.getEncoder().encodeToString(key)));
    }

    private int amount(int from, int to) {
        return from + pick(AMOUNT, to - from);
    }

    private int pick(int what, int bound) {
        return SeededNumbers.below(bound, seed, 1_000L * (hooks.size() + 1) + what);
    }
}
