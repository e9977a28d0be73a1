package dev.carteiro.cli.delivery;

import dev.carteiro.api.history.DeliveryState;
import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.OutputOptions;
import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.option.Table;
import dev.carteiro.cli.option.Terminal;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.redrive.RedriveJobs;
import dev.carteiro.runtime.redrive.RedrivePlan;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.job.DeadLetterFilter;
import dev.carteiro.schemas.time.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Redrives the dead letter of one delivery, and waits for its attempt. */
@Command(name = "retry", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Sends a dead delivery again, and shows the attempt. Its retry schedule starts from the beginning.",
        "A delivery that waits for a retry needs no command. For many deliveries: carteiro dead-letters redrive."}, footerHeading = "%nExamples:%n", footer = {
                "  carteiro deliveries retry dlv_994e1fc1ce29c05c15e32379c6b86306",
                "",
                "Exit status: 0 if the endpoint accepted it, 1 if not, or if there was no attempt in time."})
final class RetryDeliveryCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Mixin
    private final OutputOptions form = new OutputOptions();

    @Option(names = "--again", description = "Send it even if its dead letter was redriven before.")
    private boolean again;

    @Option(names = "--wait", paramLabel = "DURATION", defaultValue = "60s", description = "The time to wait for the attempt; ${DEFAULT-VALUE} by default.")
    private String wait = "60s";

    @Parameters(paramLabel = "ID", description = "The delivery: its webhook-id.")
    private String id = "";

    @Override
    public Integer call() {
        try {
            DeliveryDetails.requireId(id);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        Duration atMost = Durations.parse(wait);
        InstallationSettings installation = InstallationSettings.of(settings.load());
        KafkaAccess access = kafka.accessOrLocal();
        ProgressReporter progress = new ProgressReporter(spec.commandLine().getErr(), System::nanoTime);
        requireDead(DeliveryDetails.read(id, access, installation.names(), progress));
        RedriveJobs redrives = new RedriveJobs(access, installation.names());
        RedrivePlan plan = redrives.plan(new DeadLetterFilter(null, Set.of(id), null, null, null, null), again);
        if (plan.count() == 0) {
            throw new CommandException(plan.before() > 0
                    ? "the dead letter of " + id + " was redriven before: use --again to send it once more"
                    : "the dead letter of " + id + " is no longer kept, so it cannot be sent again");
        }
        try (AttemptWatch watch = new AttemptWatch(access, installation.names())) {
            redrives.start(plan, null, Instant.now());
            AttemptDocument attempt = watch.await(id, atMost, progress);
            if (attempt == null) {
                throw new CommandException("the redrive of " + id + " is written, but there was no attempt within "
                        + Durations.format(atMost)
                        + ": check that a dispatcher runs and that the subscription is active");
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
    }

    private void requireDead(DeliveryDetails delivery) {
        switch (delivery.state()) {
            case DeliveryState.Dead dead -> {
                // Only a dead delivery can be redriven.
            }
            case DeliveryState.Waiting(var next) -> throw new CommandException(id + " is waiting" + (next == null
                    ? ""
                    : " for its next attempt at " + next.truncatedTo(ChronoUnit.SECONDS))
                    + ", which needs no command; to test the endpoint now: carteiro subscriptions test "
                    + delivery.text("subscription"));
            case DeliveryState.Delivered delivered -> throw new CommandException(id + " is delivered, by attempt "
                    + delivery.text("attempt") + " at " + delivery.attempts().getLast().time("startedAt")
                    + ", so there is nothing to retry; to send another event: carteiro trigger "
                    + delivery.text("event"));
            case DeliveryState.Cancelled cancelled -> throw new CommandException(id
                    + " was cancelled, because its subscription was deleted or disabled, and is not kept: publish its"
                    + " event again");
            case DeliveryState.TestFailed failed -> throw new CommandException(id
                    + " was a test, which is not kept; to test again: carteiro subscriptions test "
                    + delivery.text("subscription"));
        }
    }
}
