package dev.carteiro.cli.topic;

import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.kafka.ConnectionCheck;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.cli.wiring.TopicVerification;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.TopicAdmin;
import dev.carteiro.schemas.topic.TopicPlan;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates and verifies Carteiro's topics. */
@Command(name = "topics", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Creates Carteiro's missing topics, and reports every problem of the existing ones.",
        "It also writes the first offsets of dispatchers and routers for empty partitions. It is safe to run again: correct"
                + " topics and offsets do not change."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro topics --bootstrap-servers k1:9092,k2:9092 --replication 3",
                        "  carteiro topics --kafka-config client.properties --verify-only",
                        "",
                        "Exit status: 0 if all topics are correct afterwards, 1 if there is a problem."})
public final class TopicsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(names = "--partitions", paramLabel = "COUNT", description = "The partitions of the delivery topics, which cannot change later; by default as they exist, else 48.")
    private @Nullable Integer partitions;

    @Option(names = "--replication", paramLabel = "COPIES", description = "The replicas of each partition; the cluster's default by default.")
    private @Nullable Short replication;

    @Option(names = "--verify-only", description = "Only verify; create and write nothing.")
    private boolean verifyOnly;

    @Override
    public Integer call() {
        InstallationSettings installation = InstallationSettings.of(settings.load());
        KafkaAccess access = kafka.accessOrLocal();
        ConnectionCheck.check(access);
        try (TopicAdmin admin = new TopicAdmin(access)) {
            TopicPlan plan = installation.plan(partitions(admin, installation.names().deliveries()));
            PrintWriter out = spec.commandLine().getOut();
            if (!verifyOnly) {
                admin.create(plan, Optional.ofNullable(replication))
                        .forEach(topic -> out.println("created " + topic));
            }
            return report(admin.verify(plan, Optional.ofNullable(replication)), plan);
        }
    }

    /** Returns the partitions of the existing topics, because missing topics must have the same count. */
    private int partitions(TopicAdmin admin, String deliveries) {
        Optional<Integer> existing = admin.partitions(deliveries);
        if (existing.isPresent() && partitions != null && !partitions.equals(existing.get())) {
            throw new CommandException(
                    "topic " + deliveries + " has " + existing.get() + " partitions, which cannot change to "
                            + partitions + ": remove --partitions");
        }
        return existing.orElse(partitions == null ? TopicVerification.DEFAULT_PARTITIONS : partitions);
    }

    private int report(List<String> problems, TopicPlan plan) {
        problems.forEach(problem -> spec.commandLine().getErr().println("carteiro: " + problem));
        if (problems.isEmpty()) {
            spec.commandLine().getOut().println("all " + plan.all().size() + " topics are correct, with "
                    + plan.partitions() + " partitions of the delivery topics");
        }
        return problems.isEmpty() ? 0 : 1;
    }
}
