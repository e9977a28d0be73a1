package dev.carteiro.cli.subscription;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.actions.TestDeliverySender;
import dev.carteiro.api.actions.TestEvent;
import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.delivery.AttemptDocument;
import dev.carteiro.cli.delivery.AttemptWatch;
import dev.carteiro.cli.document.JsonArgument;
import dev.carteiro.cli.kafka.KafkaProducers;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.OutputOptions;
import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.option.Table;
import dev.carteiro.cli.option.Terminal;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.time.Durations;
import dev.carteiro.schemas.topic.TopicNames;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a test event to one endpoint, and shows the attempt. */
@Command(name = "test", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Sends a test event only to the endpoint of one subscription, at once, and shows the attempt.",
        "The request has the header webhook-test: true. It is sent in every state of the subscription, is never retried,"
                + " leaves no dead letter, and does not affect the endpoint's health."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro subscriptions test crm",
                        "  carteiro subscriptions test crm --event person.created --data '{\"id\": 1}'",
                        "  echo '{\"id\": \"abc12345\"}' | carteiro subscriptions test crm --data - -o json",
                        "",
                        "Exit status: 0 if the endpoint accepted it, 1 if not, or if there was no attempt in time."})
final class TestSubscriptionCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Mixin
    private final OutputOptions form = new OutputOptions();

    @Option(names = "--event", paramLabel = "TYPE", defaultValue = TestEvent.DEFAULT_TYPE, description = "Its type; ${DEFAULT-VALUE} by default. It does not have to match the subscription.")
    private String event = TestEvent.DEFAULT_TYPE;

    @Option(names = "--data", paramLabel = "JSON|@FILE", description = "Its data as a JSON object: '{...}', @FILE, or - for standard input.")
    private @Nullable String data;

    @Option(names = "--wait", paramLabel = "DURATION", defaultValue = "90s", description = "The time to wait for the attempt; ${DEFAULT-VALUE} by default.")
    private String wait = "90s";

    @Parameters(paramLabel = "ID", description = "The subscription.")
    private String id = "";

    @Override
    public Integer call() {
        Duration atMost = Durations.parse(wait);
        ObjectNode content = data == null ? TestEvent.standard().data() : JsonArgument.readObject("--data", data);
        InstallationSettings installation = InstallationSettings.of(settings.load());
        KafkaAccess access = kafka.accessOrLocal();
        ProgressReporter progress = new ProgressReporter(spec.commandLine().getErr(), System::nanoTime);
        EffectiveSubscription inForce = EffectiveSubscription.require(id, access, installation.names(), progress);
        Delivery delivery = delivery(inForce, new TestEvent(event, content));
        AttemptDocument attempt = send(access, installation.names(), delivery, atMost, progress);
        if (attempt == null) {
            throw new CommandException("the test " + delivery.id() + " is written, but there was no attempt within "
                    + Durations.format(atMost) + ": check that a dispatcher runs");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (form.isJson()) {
            out.println(attempt.json());
        } else {
            Table table = AttemptDocument.table(Terminal.current());
            out.println(table.title());
            table.row(attempt.row()).forEach(out::println);
        }
        out.flush();
        return attempt.text("outcome").equals(AttemptOutcome.DELIVERED.code()) ? 0 : 1;
    }

    private Delivery delivery(EffectiveSubscription inForce, TestEvent test) {
        TestDeliverySender.Target target = new TestDeliverySender.Target(id, inForce.version(), inForce.text("context"),
                inForce.text("tenant"));
        try {
            return TestDeliverySender.delivery(target, test, Instant.now());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "invalid event: " + e.getMessage(), e);
        }
    }

    /** Sends the delivery and waits for its attempt, which is watched for from before the write. */
    private static @Nullable AttemptDocument send(KafkaAccess access, TopicNames names, Delivery delivery,
            Duration atMost,
            ProgressReporter progress) {
        try (AttemptWatch watch = new AttemptWatch(access, names);
                Producer<byte[], byte[]> producer = KafkaProducers.producer(access)) {
            KafkaProducers.await(producer.send(TestDeliverySender.record(names, delivery)),
                    "write to " + names.deliveries());
            return watch.await(delivery.id(), atMost, progress);
        }
    }
}
