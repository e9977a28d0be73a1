package dev.carteiro.cli.deadletter;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.redrive.RedriveJobs;
import dev.carteiro.runtime.redrive.RedrivePlan;
import dev.carteiro.schemas.job.DeadLetterFilter;
import dev.carteiro.schemas.job.Redrive;
import dev.carteiro.schemas.subscription.RateLimit;
import dev.carteiro.schemas.time.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plans a redrive, writes it as a job, and shows the progress of the dispatchers that execute it. */
@Command(name = "redrive", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Sends dead letters again: their retry schedule and age start from the beginning, and the attempt numbers continue.",
        "The dispatchers send them; this command waits and shows the progress. Each dead letter is redriven at most once,"
                + " unless with --again."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro dead-letters redrive --subscription crm --from 2h --dry-run",
                        "  carteiro dead-letters redrive --delivery dlv_1f0c...",
                        "  carteiro dead-letters redrive --reason endpoint-disabled --rate 20/s",
                        "",
                        "Exit status: 0 if all are redriven, 1 if not in time."})
final class RedriveDeadLettersCommand implements Callable<Integer> {
    private static final String UNLIMITED = "unlimited";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Mixin
    private final DeadLetterFilterOptions filters = new DeadLetterFilterOptions();

    @Option(names = "--all", description = "Redrive all dead letters.")
    private boolean all;

    @Option(names = "--again", description = "Also redrive those that were redriven before; a delivery with several dead letters is sent once.")
    private boolean again;

    @Option(names = "--dry-run", description = "Only show what would be redriven.")
    private boolean dryRun;

    @Option(names = "--rate", paramLabel = "N/s|unlimited", defaultValue = "100/s", description = "The highest rate, also N/m and N/h; ${DEFAULT-VALUE} by default.")
    private String rate = "100/s";

    @Option(names = "--no-wait", description = "Return as soon as the job is written.")
    private boolean noWait;

    @Option(names = "--wait", paramLabel = "DURATION", description = "The time to wait for the dispatchers; by default until all are redriven, or there is no progress for a minute.")
    private @Nullable String wait;

    @Override
    public Integer call() {
        if (filters.areGiven() == all) {
            throw new ParameterException(spec.commandLine(),
                    all
                            ? "--all and a filter exclude each other: use only one of them"
                            : "no dead letters selected: use --tenant, --subscription, --reason, --from, --to, --delivery,"
                                    + " or --all");
        }
        Instant now = Instant.now();
        DeadLetterFilter filter = filters.filter(now);
        RateLimit limit = rate.equals(UNLIMITED) ? null : limit();
        Duration atMost = wait == null ? null : Durations.parse(wait);
        InstallationSettings installation = InstallationSettings.of(settings.load());
        KafkaAccess access = kafka.accessOrLocal();
        RedriveJobs redrives = new RedriveJobs(access, installation.names());
        RedrivePlan plan = redrives.plan(filter, again);
        PrintWriter out = spec.commandLine().getOut();
        RedrivePlanFormatter.lines(plan, again, dryRun).forEach(out::println);
        out.flush();
        if (dryRun || plan.count() == 0) {
            return 0;
        }
        Redrive job = redrives.start(plan, limit, now);
        if (noWait) {
            out.println(job.id() + " is written; the dispatchers execute it");
            out.flush();
            return 0;
        }
        return new RedriveProgressReporter(spec.commandLine(), redrives, job).watch(atMost);
    }

    private RateLimit limit() {
        try {
            return RateLimit.parse(rate);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(),
                    "invalid --rate '" + rate + "': use dead letters per s, m or h, as in 50/s, or unlimited", e);
        }
    }
}
