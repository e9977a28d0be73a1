package dev.carteiro.cli.demo;

import dev.carteiro.cli.Failure;
import dev.carteiro.cli.Version;
import dev.carteiro.cli.event.Publisher;
import dev.carteiro.cli.run.Platform;
import dev.carteiro.cli.run.PlatformSettings;
import dev.carteiro.cli.run.Progress;
import dev.carteiro.cli.run.Scratch;
import dev.carteiro.cli.run.Service;
import dev.carteiro.cli.subscription.Change;
import dev.carteiro.cli.subscription.Registration;
import dev.carteiro.cli.subscription.Verdict;
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

/** Shows the whole of it, on its own. */
@Command(name = "demo", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
        "Runs everything in a temporary directory on free ports, with a receiver, some subscriptions and"
                + " events, and says what happens.",
        "Among it: a filter, a wildcard, signatures that are verified, an endpoint that fails twice and is"
                + " retried, one that ends in the dead letters. Needs nothing and leaves nothing behind."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro demo          goes on with sample events until Ctrl-C",
                        "  carteiro demo --once   ends when everything was seen",
                        "",
                        "Exit status of --once: 0 if exactly what should happen was seen within a minute, else 1."})
public final class DemoCommand implements Callable<Integer> {
    private static final Duration ALL_SEEN_WITHIN = Duration.ofSeconds(60);
    private static final Duration SETTLES_WITHIN = Duration.ofMillis(1_500);
    private static final Duration APPLIED_WITHIN = Duration.ofSeconds(20);
    private static final Duration SAMPLE_EVERY = Duration.ofSeconds(3);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--once", description = "End after the first round, with a status that says whether it went well.")
    private boolean once;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        return Service.run(out, lifecycle -> {
            Path directory = Scratch.create("carteiro-demo-");
            lifecycle.add("temporary directory", () -> Scratch.delete(directory));
            DemoReceiver receiver = lifecycle.add("receiver", DemoReceiver.start());
            Platform platform = Platform.start(new PlatformSettings(directory, 0, 0, "localhost", 0, settings()),
                    lifecycle,
                    new Progress(out));
            Narrator narrator = new Narrator(out);
            narrator.line("carteiro is ready: " + platform.addresses());
            return play(platform, receiver, narrator, lifecycle);
        });
    }

    /** The machine's own environment has no say, so that the demo is the same everywhere. */
    private static Settings settings() {
        return Settings.load(null, Map.of(),
                Map.of("targets.allow", "127.0.0.0/8", "topics.retry-tiers", Scenario.RETRY_TIERS));
    }

    private int play(Platform platform, DemoReceiver receiver, Narrator narrator, Lifecycle lifecycle)
            throws InterruptedException {
        TopicNames names = platform.wiring().installation().names();
        Story story = new Story(names, receiver, narrator);
        subscribe(platform, receiver, narrator);
        try (TopicTail tail = TopicTail.fromBeginning(platform.wiring().access(), Story.topics(names));
                Publisher publisher = new Publisher(platform.wiring().access(), names.events())) {
            Scenario.SAMPLES.forEach(sample -> publish(publisher, sample, narrator));
            if (!once) {
                goOn(tail, publisher, story, narrator, lifecycle);
                Service.await(lifecycle);
                return 0;
            }
            return conclude(tail, story, narrator);
        }
    }

    private static void subscribe(Platform platform, DemoReceiver receiver, Narrator narrator) {
        Registration registration = new Registration(platform.wiring().access(),
                platform.wiring().installation().names());
        List<Change> changes = Scenario.ENDPOINTS.stream().map(endpoint -> endpoint.change(receiver.url(endpoint)))
                .toList();
        Scenario.ENDPOINTS.forEach(receiver::serve);
        Map<String, Verdict> verdicts = registration.writeAndWait(changes, APPLIED_WITHIN);
        for (Endpoint endpoint : Scenario.ENDPOINTS) {
            switch (verdicts.getOrDefault(endpoint.id(), new Verdict.Unconfirmed())) {
                case Verdict.Applied applied -> narrator.tell("subscription", endpoint.id(),
                        "applied: " + endpoint.about());
                case Verdict.Refused(String reason) ->
                    throw new Failure("the demo's subscription " + endpoint.id() + " was rejected: " + reason);
                case Verdict.Unconfirmed unconfirmed ->
                    throw new Failure("the demo's subscription " + endpoint.id() + " was not applied in time");
            }
        }
    }

    private static void publish(Publisher publisher, Sample sample, Narrator narrator) {
        publisher.publish(sample.json());
        publisher.finish();
        narrator.tell("event", sample.id(), "published: " + new String(sample.json(), StandardCharsets.UTF_8));
    }

    private static void goOn(TopicTail tail, Publisher publisher, Story story, Narrator narrator, Lifecycle lifecycle) {
        int number = Scenario.SAMPLES.size();
        long next = System.nanoTime() + SAMPLE_EVERY.toNanos();
        while (!lifecycle.isEnding()) {
            tail.poll(story::see);
            if (System.nanoTime() - next > 0) {
                Sample sample = Scenario.SAMPLES.get(number % Scenario.SAMPLES.size());
                publish(publisher, sample.withId("evt_" + ++number), narrator);
                next += SAMPLE_EVERY.toNanos();
            }
        }
    }

    /** A moment more is spent on what should not happen. */
    private static int conclude(TopicTail tail, Story story, Narrator narrator) {
        Set<Fact> expected = Scenario.expected();
        boolean complete = tail.until(() -> story.missing(expected).isEmpty(), ALL_SEEN_WITHIN, story::see);
        if (complete) {
            tail.until(() -> !story.surplus(expected).isEmpty(), SETTLES_WITHIN, story::see);
        }
        Set<String> wrong = new LinkedHashSet<>();
        story.missing(expected).forEach(fact -> wrong.add("not seen: " + fact));
        story.surplus(expected).forEach(fact -> wrong.add("not expected: " + fact));
        if (!wrong.isEmpty()) {
            throw new Failure("the demo went wrong: " + String.join("; ", wrong));
        }
        narrator.line("all seen: " + Scenario.SAMPLES.size() + " events, " + count(expected, Fact.Matched.class)
                + " matches, " + count(expected, Fact.Attempted.class) + " attempts with verified signatures, "
                + count(expected, Fact.Died.class) + " dead letter, and nothing else");
        return 0;
    }

    private static long count(Set<Fact> facts, Class<? extends Fact> kind) {
        return facts.stream().filter(kind::isInstance).count();
    }
}
