package dev.carteiro.checker.workload;

import dev.carteiro.checker.workload.Hook.Fate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The subscriptions of a run. One use by one thread, while it makes them. */
public final class Hooks {
    static final List<String> TENANTS = List.of("acme", "globex");

    private static final List<Duration> SCHEDULE = List.of(Duration.ofMillis(200), Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    private static final int NO_FILTER = -1;
    private static final int ABOVE_EVERY_AMOUNT = 100_000;
    private static final int MILLIS = 1;
    private static final int ROOM = 2;
    private static final int AMOUNT = 3;

    private final long seed;
    private final List<Hook> hooks = new ArrayList<>();

    private Hooks(long seed) {
        this.seed = seed;
    }

    /** @param withPauses whether some are paused and resumed during the run */
    public static List<Hook> of(long seed, boolean withPauses) {
        Hooks made = new Hooks(seed);
        made.addNobodys();
        made.addAcmes(withPauses ? Fate.IS_PAUSED : Fate.STAYS);
        made.addGlobexs();
        made.addHandedOver();
        return List.copyOf(made.hooks);
    }

    private void addNobodys() {
        addCommon("none", null);
        add("none-flaps", null, "person.*", NO_FILTER, Manner.FLAPS, Fate.STAYS);
        add("none-slow", null, "order.paid", NO_FILTER, Manner.SLOW, Fate.STAYS);
    }

    private void addAcmes(Fate paused) {
        addCommon("acme", "acme");
        add("acme-throttles", "acme", "person.created", NO_FILTER, Manner.THROTTLES, Fate.STAYS);
        add("acme-breaks-off", "acme", "*.updated", NO_FILTER, Manner.BREAKS_OFF, Fate.STAYS);
        add("acme-deleted", "acme", "order.paid", amount(1, 100), Manner.FAILS_AT_FIRST, Fate.IS_DELETED);
        add("acme-paused", "acme", "person.*", NO_FILTER, Manner.HEALTHY, paused);
    }

    private void addGlobexs() {
        addCommon("globex", "globex");
        add("globex-hangs-at-first", "globex", "order.paid", amount(150, 190), Manner.HANGS_AT_FIRST, Fate.STAYS);
        add("globex-deleted", "globex", "person.*", NO_FILTER, Manner.HANGS_AT_FIRST, Fate.IS_DELETED);
        add("globex-wants-nothing", "globex", "*", ABOVE_EVERY_AMOUNT, Manner.HEALTHY, Fate.STAYS);
    }

    /** Each twice, by one id: the former tenant's, and the later one's with an endpoint of its own. */
    private void addHandedOver() {
        handOver("was-acmes", "acme", "globex", "order.paid", Manner.HANGS_AT_FIRST, Fate.IS_REWRITTEN);
        handOver("was-acmes-alone", "acme", null, "order.created", Manner.FAILS_AT_FIRST, Fate.IS_REWRITTEN);
        handOver("was-nobodys", null, "acme", "order.created", Manner.FAILS_AT_FIRST, Fate.IS_REWRITTEN);
        handOver("was-globexs", "globex", "acme", "order.*", Manner.FAILS_AT_FIRST, Fate.IS_MADE_AGAIN);
        handOver("was-held", "acme", "globex", "order.created", Manner.HEALTHY, Fate.IS_REWRITTEN_WHILE_HELD);
        handOver("was-dead", "globex", "acme", "order.paid", Manner.NEVER_WORKS, Fate.IS_REWRITTEN_AND_REDRIVEN);
    }

    private void handOver(String id, @Nullable String from, @Nullable String to, String pattern, Manner manner,
            Fate fate) {
        add(id, from, pattern, NO_FILTER, manner, fate);
        add(id, to, pattern, NO_FILTER, Manner.HEALTHY, Fate.TAKES_OVER);
    }

    private void addCommon(String name, @Nullable String tenant) {
        add(name + "-one-type", tenant, "order.created", NO_FILTER, Manner.HEALTHY, Fate.STAYS);
        add(name + "-everything", tenant, "*", NO_FILTER, Manner.HEALTHY, Fate.STAYS);
        add(name + "-filtered", tenant, "order.*", amount(100, 180), Manner.FAILS_AT_FIRST, Fate.STAYS);
        add(name + "-never-works", tenant, "invoice.sent", NO_FILTER, Manner.NEVER_WORKS, Fate.STAYS);
        add(name + "-hangs", tenant, "invoice.overdue", NO_FILTER, Manner.HANGS, Fate.STAYS);
    }

    private void add(String id, @Nullable String tenant, String pattern, int above, Manner manner, Fate fate) {
        Duration timeout = manner == Manner.HANGS || manner == Manner.HANGS_AT_FIRST
                ? Duration.ofMillis(500 + 100L * pick(MILLIS, 8))
                : Duration.ofSeconds(5);
        // An endpoint with less room than it needs defers, for minutes at times: a run has to end.
        int room = manner == Manner.HEALTHY ? 8 << pick(ROOM, 3) : 32;
        String path = fate == Fate.TAKES_OVER ? "/" + id + "-now" : "/" + id;
        byte[] key = ("a secret of " + path + " with seed " + seed).getBytes(StandardCharsets.UTF_8);
        hooks.add(new Hook(id, path, tenant, pattern, above, manner, fate, SCHEDULE, timeout, room,
                "whsec_" + Base64.getEncoder().encodeToString(key)));
    }

    private int amount(int from, int to) {
        return from + pick(AMOUNT, to - from);
    }

    private int pick(int what, int bound) {
        return Mix.below(bound, seed, 1_000L * (hooks.size() + 1) + what);
    }
}
