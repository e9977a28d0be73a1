package dev.carteiro.cli.run;

import dev.carteiro.api.http.ApiServer;
import dev.carteiro.broker.BrokerException;
import dev.carteiro.broker.BrokerSettings;
import dev.carteiro.broker.EmbeddedBroker;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.logs.LoggingSetup;
import dev.carteiro.cli.metrics.ProcessMeter;
import dev.carteiro.cli.wiring.ProcessMeters;
import dev.carteiro.cli.wiring.RoleSettings;
import dev.carteiro.cli.wiring.TopicVerification;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.TopicAdmin;
import dev.carteiro.runtime.lifecycle.Lifecycle;
import dev.carteiro.runtime.monitor.MonitorServer;
import dev.carteiro.runtime.monitor.Readiness;
import dev.carteiro.schemas.topic.TopicPlan;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;

/**
 * All parts in one process: broker, topics, router, dispatcher, API, monitor. Immutable once started; the lifecycle owns its
 * parts.
 *
 * @param wiring the settings of its parts
 * @param kafkaPort the port of the broker, on localhost
 * @param apiPort the port of the API, on localhost
 * @param metricsPort the port of the monitor
 */
public record Platform(RoleSettings wiring, int kafkaPort, int apiPort, int metricsPort) {
    /** The partitions of the delivery topics, which cannot change later; one process uses few cores. */
    private static final int PARTITIONS = 12;

    /** The instance id of static group members, so that a restart does not wait for the old member's session. */
    private static final String INSTANCE_ID = "up";

    /** Starts all parts, and returns when they are ready. */
    public static Platform start(PlatformSettings settings, Lifecycle lifecycle, StartupProgress progress)
            throws BrokerException, InterruptedException {
        RoleSettings.validate(settings.settings());
        FreeSpaceCheck.require(settings.data(), settings.settings().read(FreeSpaceCheck.SETTING, Platform::bytes,
                "a whole number of bytes, 0 for no check"));
        ProcessDataDirectory data = lifecycle.add("data directory", ProcessDataDirectory.lock(settings.data(),
                settings.settings().flag("data.open-to-others")));
        PortCheck.requireFree("localhost", settings.kafkaPort(), "Kafka clients", "--kafka-port");
        PortCheck.requireFree("localhost", settings.apiPort(), "the API", "--api-port");
        PortCheck.requireFree(settings.metricsHost(), settings.metricsPort(), "metrics", "--metrics-port");
        LoggingSetup.addFile(data.log());
        data.logRestriction();

        PrometheusMeterRegistry meters = ProcessMeters.create("up");
        Readiness readiness = new Readiness(meters);
        ProcessMeter.DISK_FREE.spec().gauge(meters, () -> data.path().toFile().getUsableSpace());
        ProcessMeter.DISK_TOTAL.spec().gauge(meters, () -> data.path().toFile().getTotalSpace());
        MonitorServer monitor = lifecycle.add("monitor",
                MonitorServer.start(
                        RoleSettings.monitorSettings(settings.settings(), settings.metricsHost(),
                                settings.metricsPort()),
                        meters,
                        readiness));

        if (EmbeddedBroker.wasKilled(data.kafka())) {
            progress.printNote("broker",
                    "the last run did not stop cleanly: the broker checks its log files, and its old"
                            + " registration expires after 3 s");
        }
        EmbeddedBroker broker = lifecycle.add("broker", EmbeddedBroker.start(
                BrokerSettings.at(data.kafka()).withPort(settings.kafkaPort()),
                reason -> lifecycle.fail(reason + "; see " + data.log())));
        progress.printStep("broker", broker.bootstrapServers());

        RoleSettings wiring = new RoleSettings(settings.settings(), KafkaAccess.to(broker.bootstrapServers()));
        progress.printStep("topics", topics(wiring));

        lifecycle.add("cluster watch", wiring.startWatch(readiness, meters, true));
        RoleStarter starts = new RoleStarter(wiring, meters, readiness, monitor, lifecycle, progress);
        int apiPort = starts.startAll(data.path(), data.router(), INSTANCE_ID, settings.apiPort());
        return new Platform(wiring, broker.port(), apiPort, monitor.port());
    }

    private static long bytes(String text) {
        long bytes = Long.parseLong(text);
        if (bytes < 0) {
            throw new IllegalArgumentException("negative");
        }
        return bytes;
    }

    private static String topics(RoleSettings wiring) {
        try (TopicAdmin admin = new TopicAdmin(wiring.access())) {
            TopicPlan plan = wiring.installation().plan(PARTITIONS);
            int created = admin.create(plan, Optional.empty()).size();
            List<String> problems = TopicVerification.problems(admin, wiring.installation(), true);
            if (!problems.isEmpty()) {
                throw new CommandException(String.join("; ", problems));
            }
            return created == 0 ? "all " + plan.all().size() + " verified" : created + " created";
        }
    }

    /** Returns one line with the addresses, for people and scripts. */
    public String addresses() {
        return "Kafka localhost:" + kafkaPort + ", API http://localhost:" + apiPort + ApiServer.ROOT
                + ", metrics http://localhost:" + metricsPort + "/metrics";
    }
}
