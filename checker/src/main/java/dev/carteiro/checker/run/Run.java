package dev.carteiro.checker.run;

import dev.carteiro.checker.chaos.Chaos;
import dev.carteiro.checker.chaos.FaultPlan;
import dev.carteiro.checker.defect.AgentJar;
import dev.carteiro.checker.history.Drained;
import dev.carteiro.checker.history.History;
import dev.carteiro.checker.history.Position;
import dev.carteiro.checker.history.Published;
import dev.carteiro.checker.invariant.Invariant;
import dev.carteiro.checker.process.Fleet;
import dev.carteiro.checker.process.Role;
import dev.carteiro.checker.publish.Publisher;
import dev.carteiro.checker.receiver.Receiver;
import dev.carteiro.checker.workload.Fact;
import dev.carteiro.checker.workload.Hook;
import dev.carteiro.checker.workload.Hooks;
import dev.carteiro.checker.workload.Mix;
import dev.carteiro.cli.run.Scratch;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.TopicAdmin;
import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.schemas.topic.TopicNames;
import dev.carteiro.schemas.topic.TopicPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** One run, from the first process to the last line. One use by one thread. */
public final class Run {
    private static final int PARTITIONS = 6;
    private static final Duration CALM_AT_FIRST = Duration.ofSeconds(15);
    private static final Duration CALM_AT_LAST = Duration.ofSeconds(5);
    private static final Duration APPLIED_WITHIN = Duration.ofSeconds(60);
    private static final int FIRST_EVENTS = 100;

    private final RunSettings settings;
    private final Path scratch;
    private final Console console;
    private final List<Hook> hooks;
    private final int routers;
    private final Machine machine = new Machine();
    private final TopicPlan plan = new TopicPlan(TopicNames.DEFAULT, Fleet.TIERS, PARTITIONS);

    private Run(RunSettings settings, Path scratch, Console console) {
        this.settings = settings;
        this.scratch = scratch;
        this.console = console;
        hooks = Hooks.of(settings.seed(), settings.withPauses());
        routers = 1 + Mix.below(2, settings.seed(), 0);
    }

    /** @return whether every invariant holds; then nothing of the run is left behind */
    public static boolean of(RunSettings settings, PrintWriter out) throws IOException, InterruptedException {
        Path scratch = Scratch.create("carteiro-check-");
        boolean passed;
        try (PrintWriter kept = new PrintWriter(Files.newBufferedWriter(scratch.resolve("check.txt")))) {
            Console console = new Console(out, kept);
            console.line("carteiro check: seed " + settings.seed() + ", " + settings.faults().toSeconds()
                    + " s of faults" + (settings.defect() == null ? "" : ", defect " + settings.defect().code())
                    + "; logs and data in " + scratch);
            Report report = new Report(console, settings);
            History history = new Run(settings, scratch, console).run();
            List<Invariant> violated = report.judge(history);
            report.conclude(violated, scratch.toString());
            passed = violated.isEmpty();
        }
        if (passed) {
            Scratch.delete(scratch);
        }
        return passed;
    }

    private History run() throws IOException, InterruptedException {
        Fleet fleet = new Fleet(scratch, agent());
        // A run that is interrupted leaves no process behind.
        Thread hook = Thread.ofPlatform().unstarted(fleet::close);
        Runtime.getRuntime().addShutdownHook(hook);
        try (fleet; machine; Receiver receiver = Receiver.start(hooks, InstantSource.system())) {
            machine.start();
            return run(fleet, receiver);
        } finally {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private History run(Fleet fleet, Receiver receiver) throws InterruptedException {
        KafkaAccess access = KafkaAccess.to(fleet.bootstrapServers());
        fleet.startBroker();
        try (TopicAdmin admin = new TopicAdmin(access)) {
            admin.create(plan, Optional.empty());
        }
        try (Subscriptions subscriptions = new Subscriptions(access, hooks, receiver.url());
                Publisher publisher = new Publisher(fleet.bootstrapServers(), plan.names().events(),
                        settings.seed());
                Groups groups = new Groups(access, plan)) {
            start(fleet, subscriptions, access);
            publisher.start();
            Chaos chaos = new Chaos(fleet, subscriptions, what -> console.step(what + " (" + publisher.count()
                    + " events, " + receiver.count() + " requests)"));
            Thread.sleep(CALM_AT_FIRST);
            breakThings(fleet, chaos);
            chaos.heal();
            Thread.sleep(CALM_AT_LAST);
            List<Published> published = publisher.finish();
            console.step("everything is healed and " + published.size() + " events are published; draining");
            Drained drained = new Drain(groups, console::step).await();
            fleet.requireAlive();
            console.step("drained after " + drained.took().toMillis() + " ms with " + receiver.count()
                    + " requests; reading the topics");
            return read(access, groups.positions(), published, receiver, chaos, drained);
        }
    }

    /** The registrar's router is stopped again: a router that starts knows every applied subscription. */
    private void start(Fleet fleet, Subscriptions subscriptions, KafkaAccess access) throws InterruptedException {
        fleet.start(Role.ROUTER, 1);
        fleet.awaitReady(Role.ROUTER, 1);
        int created = subscriptions.createAll();
        new Applied(access, plan.names()).await(created, APPLIED_WITHIN);
        fleet.remove(Role.ROUTER, 1).stop();
        for (int number = 1; number <= routers; number++) {
            fleet.start(Role.ROUTER, number);
        }
        fleet.start(Role.DISPATCHER, 1);
        fleet.start(Role.DISPATCHER, 2);
        for (int number = 1; number <= routers; number++) {
            fleet.awaitReady(Role.ROUTER, number);
        }
        fleet.awaitReady(Role.DISPATCHER, 1);
        fleet.awaitReady(Role.DISPATCHER, 2);
        console.step("ready: a broker, " + routers + (routers == 1 ? " router" : " routers") + ", 2 dispatchers, "
                + created + " subscriptions");
    }

    /** On a slow machine the first fault may take all the time; the others that every run needs come nevertheless. */
    private void breakThings(Fleet fleet, Chaos chaos) throws InterruptedException {
        FaultPlan faults = new FaultPlan(settings.seed(), settings.withPauses());
        int least = settings.faults().isZero() ? 0 : FaultPlan.IN_EVERY_RUN;
        long end = System.nanoTime() + settings.faults().toNanos();
        for (int done = 0; done < least || System.nanoTime() - end < 0; done++) {
            chaos.perform(faults.next());
            fleet.requireAlive();
            Thread.sleep(faults.calm());
        }
    }

    private History read(KafkaAccess access, List<Position> positions, List<Published> published, Receiver receiver,
            Chaos chaos, Drained drained) {
        TopicEvidence topics = new TopicEvidence(access, plan.names());
        History.Evidence evidence = new History.Evidence(hooks, published, receiver.requests(), topics.routed(),
                topics.attempts(), topics.buried());
        console.step(evidence.routed().size() + " deliveries, " + evidence.attempts().size() + " attempts, "
                + evidence.buried().size() + " dead letters, " + topics.quarantined() + " in quarantine");
        return History.of(evidence, positions, chaos.disturbances(), machine.busy(), drained, plan.names().events());
    }

    private List<String> agent() throws IOException {
        return settings.defect() == null
                ? List.of()
                : AgentJar.options(scratch, settings.defect(), firstDelivery());
    }

    /** One of the first events, which are published while nothing is broken, for a subscription that stays. */
    private String firstDelivery() {
        for (int number = 0; number < FIRST_EVENTS; number++) {
            Fact fact = Fact.of(settings.seed(), number);
            for (Hook hook : hooks) {
                if (hook.isHealthy() && hook.wants(fact)) {
                    return new DeliveryId(plan.names().events(), fact.id()).forSubscription(hook.id());
                }
            }
        }
        throw new IllegalStateException("none of the first " + FIRST_EVENTS + " events matches anything");
    }
}
