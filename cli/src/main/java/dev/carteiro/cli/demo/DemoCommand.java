package dev.carteiro.cli.demo;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.event.EventPublisher;
import dev.carteiro.cli.run.Platform;
import dev.carteiro.cli.run.PlatformSettings;
import dev.carteiro.cli.run.ServiceRunner;
import dev.carteiro.cli.run.StartupProgress;
import dev.carteiro.cli.run.TemporaryDirectories;
import dev.carteiro.cli.subscription.RegistrationClient;
import dev.carteiro.cli.subscription.RegistrationVerdict;
import dev.carteiro.cli.subscription.SubscriptionChange;
import dev.carteiro.runtime.kafka.TopicTail;
import dev.carteiro.runtime.lifecycle.Lifecycle;
import dev.carteiro.runtime.settings.Settings;
import dev.carteiro.schemas.topic.TopicNames;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a self-contained demonstration. */
@Command(name = "demo", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Runs everything in a temporary directory on free ports, with a receiver, some subscriptions and"
                + " events, and prints what happens.",
        "It shows a filter, a wildcard, verified signatures, an endpoint that fails twice and is"
                + " retried, and one whose delivery becomes a dead letter. It needs no setup and deletes its files."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro demo          continues with sample events until Ctrl-C",
                        "  carteiro demo --once   ends after the first round",
                        "",
                        "Exit status of --once: 0 if exactly the expected deliveries were seen within a minute, else 1."})
public final class DemoCommand implements Callable<Integer> {
    private static final Duration COMPLETION_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration SURPLUS_WAIT = Duration.ofMillis(1_500);
    private static final Duration APPLY_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(3);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--once", description = "End after the first round, with an exit status for success or failure.")
    private boolean once;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        return ServiceRunner.run(out, lifecycle -> {
            Path directory = TemporaryDirectories.create("carteiro-demo-");
            lifecycle.add("temporary directory", () -> TemporaryDirectories.delete(directory));
            DemoReceiver receiver = lifecycle.add("receiver", DemoReceiver.start());
            Platform platform = Platform.start(new PlatformSettings(directory, 0, 0, "localhost", 0, settings()),
                    lifecycle,
                    new StartupProgress(out));
            DemoPrinter narrator = new DemoPrinter(out);
            narrator.printLine("carteiro is ready: " + platform.addresses());
            return play(platform, receiver, narrator, lifecycle);
        });
    }

    /** Ignores the environment, so that the demo is the same on every machine. */
    private static Settings settings() {
        return Settings.load(null, Map.of(),
                Map.of("targets.allow", "127.0.0.0/8", "topics.retry-tiers", DemoScript.RETRY_TIERS));
    }

    private int play(Platform platform, DemoReceiver receiver, DemoPrinter narrator, Lifecycle lifecycle)
            throws InterruptedException {
        TopicNames names = platform.wiring().installation().names();
        DemoObserver story = new DemoObserver(names, receiver, narrator);
        subscribe(platform, receiver, narrator);
        try (TopicTail tail = TopicTail.fromBeginning(platform.wiring().access(), DemoObserver.topics(names));
                EventPublisher publisher = new EventPublisher(platform.wiring().access(), names.events())) {
            DemoScript.SAMPLES.forEach(sample -> publish(publisher, sample, narrator));
            if (!once) {
                continueWithSamples(tail, publisher, story, narrator, lifecycle);
                ServiceRunner.await(lifecycle);
                return 0;
            }
            return verify(tail, story, narrator);
        }
    }

    private static void subscribe(Platform platform, DemoReceiver receiver, DemoPrinter narrator) {
        RegistrationClient registration = new RegistrationClient(platform.wiring().access(),
                platform.wiring().installation().names());
        List<SubscriptionChange> changes = DemoScript.ENDPOINTS.stream()
                .map(endpoint -> endpoint.change(receiver.url(endpoint)))
                .toList();
        DemoScript.ENDPOINTS.forEach(receiver::serve);
        Map<String, RegistrationVerdict> verdicts = registration.writeAndWait(changes, APPLY_TIMEOUT);
        for (DemoEndpoint endpoint : DemoScript.ENDPOINTS) {
            switch (verdicts.getOrDefault(endpoint.id(), new RegistrationVerdict.NoConfirmation())) {
                case RegistrationVerdict.Acceptance applied -> narrator.print("subscription", endpoint.id(),
                        "applied: " + endpoint.summary());
                case RegistrationVerdict.Rejection(String reason) ->
                    throw new CommandException("the demo's subscription " + endpoint.id() + " was rejected: " + reason);
                case RegistrationVerdict.NoConfirmation unconfirmed ->
                    throw new CommandException("the demo's subscription " + endpoint.id() + " was not applied in time");
            }
        }
    }

    private static void publish(EventPublisher publisher, DemoEvent sample, DemoPrinter narrator) {
        publisher.publish(sample.json());
        publisher.finish();
        narrator.print("event", sample.id(), "published: " + new String(sample.json(), StandardCharsets.UTF_8));
    }

    private static void continueWithSamples(TopicTail tail, EventPublisher publisher, DemoObserver story,
            DemoPrinter narrator,
            Lifecycle lifecycle) {
        int number = DemoScript.SAMPLES.size();
        long next = System.nanoTime() + SAMPLE_INTERVAL.toNanos();
        while (!lifecycle.isEnding()) {
            tail.poll(story::observe);
            if (System.nanoTime() - next > 0) {
                DemoEvent sample = DemoScript.SAMPLES.get(number % DemoScript.SAMPLES.size());
                publish(publisher, sample.withId("evt_" + ++number), narrator);
                next += SAMPLE_INTERVAL.toNanos();
            }
        }
    }

    /** Waits for the expected facts, and then a short time for unexpected ones. */
    private static int verify(TopicTail tail, DemoObserver story, DemoPrinter narrator) {
        Set<DemoFact> expected = DemoScript.expected();
        boolean complete = tail.until(() -> story.missing(expected).isEmpty(), COMPLETION_TIMEOUT, story::observe);
        if (complete) {
            tail.until(() -> !story.surplus(expected).isEmpty(), SURPLUS_WAIT, story::observe);
        }
        Set<String> problems = new LinkedHashSet<>();
        story.missing(expected).forEach(fact -> problems.add("missing: " + fact));
        story.surplus(expected).forEach(fact -> problems.add("unexpected: " + fact));
        if (!problems.isEmpty()) {
            throw new CommandException("the demo failed: " + String.join("; ", problems));
        }
        narrator.printLine("all seen: " + DemoScript.SAMPLES.size() + " events, "
                + count(expected, DemoFact.MatchFact.class)
                + " matches, " + count(expected, DemoFact.AttemptFact.class) + " attempts with verified signatures, "
                + count(expected, DemoFact.DeadLetterFact.class) + " dead letter, and nothing else");
        return 0;
    }

    private static long count(Set<DemoFact> facts, Class<? extends DemoFact> kind) {
        return facts.stream().filter(kind::isInstance).count();
    }
}
