package dev.carteiro.checker.run;

import dev.carteiro.checker.chaos.FaultInjector;
import dev.carteiro.checker.chaos.FaultPlan;
import dev.carteiro.checker.defect.AgentJar;
import dev.carteiro.checker.history.DrainResult;
import dev.carteiro.checker.history.PartitionPosition;
import dev.carteiro.checker.history.PublishedEvent;
import dev.carteiro.checker.history.RunHistory;
import dev.carteiro.checker.invariant.Invariant;
import dev.carteiro.checker.process.Fleet;
import dev.carteiro.checker.process.ProcessRole;
import dev.carteiro.checker.publish.WorkloadPublisher;
import dev.carteiro.checker.receiver.WorkloadReceiver;
import dev.carteiro.checker.workload.SeededNumbers;
import dev.carteiro.checker.workload.SubscriptionGenerator;
import dev.carteiro.checker.workload.WorkloadEvent;
import dev.carteiro.checker.workload.WorkloadSubscription;
import dev.carteiro.cli.run.TemporaryDirectories;
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

/** One run, from the first process to the last line. For one use by one thread. */
public final class CheckerRun {
    private static final int PARTITIONS = 6;
    private static final Duration INITIAL_CALM = Duration.ofSeconds(15);
    private static final Duration FINAL_CALM = Duration.ofSeconds(5);
    private static final Duration APPLY_TIMEOUT = Duration.ofSeconds(60);
    private static final int FIRST_EVENTS = 100;

    private final RunSettings settings;
    private final Path scratch;
    private final Console console;
    private final List<WorkloadSubscription> hooks;
    private final int routers;
    private final CpuShortageMonitor machine = new CpuShortageMonitor();
    private final TopicPlan plan = new TopicPlan(TopicNames.DEFAULT, Fleet.TIERS, PARTITIONS);

    private CheckerRun(RunSettings settings, Path scratch, Console console) {
        this.settings = settings;
        this.scratch = scratch;
        this.console = console;
        hooks = SubscriptionGenerator.of(settings.seed(), settings.withPauses());
        routers = 1 + SeededNumbers.below(2, settings.seed(), 0);
    }

    /** @return whether every invariant holds; then all files of the run are deleted */
    public static boolean of(RunSettings settings, PrintWriter out) throws IOException, InterruptedException {
        Path scratch = TemporaryDirectories.create("carteiro-check-");
        boolean passed;
        try (PrintWriter kept = new PrintWriter(Files.newBufferedWriter(scratch.resolve("check.txt")))) {
            Console console = new Console(out, kept);
            console.line("carteiro check: seed " + settings.seed() + ", " + settings.faults().toSeconds()
                    + " s of faults" + (settings.defect() == null ? "" : ", defect " + settings.defect().code())
                    + "; logs and data in " + scratch);
            CheckerReport report = new CheckerReport(console, settings);
            RunHistory history = new CheckerRun(settings, scratch, console).run();
            List<Invariant> violated = report.judge(history);
            report.conclude(violated, scratch.toString());
            passed = violated.isEmpty();
        }
        if (passed) {
            TemporaryDirectories.delete(scratch);
        }
        return passed;
    }

    private RunHistory run() throws IOException, InterruptedException {
        Fleet fleet = new Fleet(scratch, agent());
        // An interrupted run leaves no process behind.
        Thread hook = Thread.ofPlatform().unstarted(fleet::close);
        Runtime.getRuntime().addShutdownHook(hook);
        try (fleet; machine; WorkloadReceiver receiver = WorkloadReceiver.start(hooks, InstantSource.system())) {
            machine.start();
            return run(fleet, receiver);
        } finally {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private RunHistory run(Fleet fleet, WorkloadReceiver receiver) throws InterruptedException {
        KafkaAccess access = KafkaAccess.to(fleet.bootstrapServers());
        fleet.startBroker();
        try (TopicAdmin admin = new TopicAdmin(access)) {
            admin.create(plan, Optional.empty());
        }
        try (WorkloadSubscriptionWriter subscriptions = new WorkloadSubscriptionWriter(access, hooks, receiver.url());
                WorkloadPublisher publisher = new WorkloadPublisher(fleet.bootstrapServers(), plan.names().events(),
                        settings.seed());
                GroupPositions groups = new GroupPositions(access, plan)) {
            start(fleet, subscriptions, access);
            publisher.start();
            FaultInjector chaos = new FaultInjector(fleet, subscriptions,
                    what -> console.step(what + " (" + publisher.count()
                            + " events, " + receiver.count() + " requests)"));
            Thread.sleep(INITIAL_CALM);
            injectFaults(fleet, chaos);
            chaos.repairAll();
            Thread.sleep(FINAL_CALM);
            List<PublishedEvent> published = publisher.finish();
            console.step("all faults are repaired and " + published.size() + " events are published; draining");
            DrainResult drained = new DrainWait(groups, console::step).await();
            fleet.requireAlive();
            console.step("drained after " + drained.took().toMillis() + " ms with " + receiver.count()
                    + " requests; reading the topics");
            return read(access, groups.positions(), published, receiver, chaos, drained);
        }
    }

    /** Starts the processes. The registrar's router is stopped again: a starting router reads every applied subscription. */
    private void start(Fleet fleet, WorkloadSubscriptionWriter subscriptions, KafkaAccess access)
            throws InterruptedException {
        fleet.start(ProcessRole.ROUTER, 1);
        fleet.awaitReady(ProcessRole.ROUTER, 1);
        int created = subscriptions.createAll();
        new RegistrarWait(access, plan.names()).await(created, APPLY_TIMEOUT);
        fleet.remove(ProcessRole.ROUTER, 1).stop();
        for (int number = 1; number <= routers; number++) {
            fleet.start(ProcessRole.ROUTER, number);
        }
        fleet.start(ProcessRole.DISPATCHER, 1);
        fleet.start(ProcessRole.DISPATCHER, 2);
        for (int number = 1; number <= routers; number++) {
            fleet.awaitReady(ProcessRole.ROUTER, number);
        }
        fleet.awaitReady(ProcessRole.DISPATCHER, 1);
        fleet.awaitReady(ProcessRole.DISPATCHER, 2);
        console.step("ready: a broker, " + routers + (routers == 1 ? " router" : " routers") + ", 2 dispatchers, "
                + created + " subscriptions");
    }

    /** Injects faults. Those that every run needs come even if the first takes all the time on a slow machine. */
    private void injectFaults(Fleet fleet, FaultInjector chaos) throws InterruptedException {
        FaultPlan faults = new FaultPlan(settings.seed(), settings.withPauses());
        int least = settings.faults().isZero() ? 0 : FaultPlan.FAULTS_IN_EVERY_RUN;
        long end = System.nanoTime() + settings.faults().toNanos();
        for (int done = 0; done < least || System.nanoTime() - end < 0; done++) {
            chaos.perform(faults.next());
            fleet.requireAlive();
            Thread.sleep(faults.nextCalm());
        }
    }

    private RunHistory read(KafkaAccess access, List<PartitionPosition> positions, List<PublishedEvent> published,
            WorkloadReceiver receiver,
            FaultInjector chaos, DrainResult drained) {
        TopicEvidence topics = new TopicEvidence(access, plan.names());
        RunHistory.RunEvidence evidence = new RunHistory.RunEvidence(hooks, published, receiver.requests(),
                topics.routed(),
                topics.attempts(), topics.buried());
        console.step(evidence.routed().size() + " deliveries, " + evidence.attempts().size() + " attempts, "
                + evidence.buried().size() + " dead letters, " + topics.quarantined() + " in quarantine");
        return RunHistory.of(evidence, positions, chaos.disturbances(), machine.busy(), drained, plan.names().events());
    }

    private List<String> agent() throws IOException {
        return settings.defect() == null
                ? List.of()
                : AgentJar.options(scratch, settings.defect(), firstDelivery());
    }

    /** Returns a delivery of one of the first events, published without faults, for a subscription that does not change. */
    private String firstDelivery() {
        for (int number = 0; number < FIRST_EVENTS; number++) {
            WorkloadEvent fact = WorkloadEvent.of(settings.seed(), number);
            for (WorkloadSubscription hook : hooks) {
                if (hook.isHealthy() && hook.matches(fact)) {
                    return new DeliveryId(plan.names().events(), fact.id()).forSubscription(hook.id());
                }
            }
        }
        throw new IllegalStateException("none of the first " + FIRST_EVENTS + " events matches a subscription");
    }
}
