package dev.carteiro.cli.run;

import dev.carteiro.api.http.ApiServer;
import dev.carteiro.broker.BrokerException;
import dev.carteiro.broker.BrokerSettings;
import dev.carteiro.broker.EmbeddedBroker;
import dev.carteiro.cli.Failure;
import dev.carteiro.cli.logs.Logs;
import dev.carteiro.cli.metrics.ProcessMeter;
import dev.carteiro.cli.wiring.Meters;
import dev.carteiro.cli.wiring.Topics;
import dev.carteiro.cli.wiring.Wiring;
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
 * Everything in one process: broker, topics, router, dispatcher, API, monitor. Immutable once started; its parts belong to
 * the lifecycle that it was started in.
 *
 * @param wiring what its parts were told
 * @param kafkaPort of the broker, on localhost
 * @param apiPort of the API, on localhost
 * @param metricsPort of the monitor
 */
public record Platform(Wiring wiring, int kafkaPort, int apiPort, int metricsPort) {
    /** Of the delivery side, for good: one process has work for few cores. */
    private static final int PARTITIONS = 12;

    /** Static members of their groups, so that a restart does not wait for an old member's session. */
    private static final String INSTANCE = "up";

    /** Returns when everything serves. */
    public static Platform start(PlatformSettings settings, Lifecycle lifecycle, Progress progress)
            throws BrokerException, InterruptedException {
        Wiring.check(settings.settings());
        FreeSpace.require(settings.data(), settings.settings().read(FreeSpace.SETTING, Platform::bytes,
                "a whole number of bytes, 0 for no check"));
        DataDirectory data = lifecycle.add("data directory", DataDirectory.claim(settings.data(),
                settings.settings().flag("data.open-to-others")));
        Ports.requireFree("localhost", settings.kafkaPort(), "Kafka clients", "--kafka-port");
        Ports.requireFree("localhost", settings.apiPort(), "the API", "--api-port");
        Ports.requireFree(settings.metricsHost(), settings.metricsPort(), "metrics", "--metrics-port");
        Logs.alsoTo(data.log());
        data.logNarrowing();

        PrometheusMeterRegistry meters = Meters.create("up");
        Readiness readiness = new Readiness(meters);
        ProcessMeter.DISK_FREE.spec().gauge(meters, () -> data.path().toFile().getUsableSpace());
        ProcessMeter.DISK_TOTAL.spec().gauge(meters, () -> data.path().toFile().getTotalSpace());
        MonitorServer monitor = lifecycle.add("monitor",
                MonitorServer.start(
                        Wiring.monitor(settings.settings(), settings.metricsHost(), settings.metricsPort()), meters,
                        readiness));

        if (EmbeddedBroker.wasKilled(data.kafka())) {
            progress.note("broker", "the last run did not stop cleanly: the broker checks its log files, and its former"
                    + " self is given up after 3 s");
        }
        EmbeddedBroker broker = lifecycle.add("broker", EmbeddedBroker.start(
                BrokerSettings.at(data.kafka()).withPort(settings.kafkaPort()),
                reason -> lifecycle.fail(reason + "; see " + data.log())));
        progress.step("broker", broker.bootstrapServers());

        Wiring wiring = new Wiring(settings.settings(), KafkaAccess.to(broker.bootstrapServers()));
        progress.step("topics", topics(wiring));

        lifecycle.add("cluster watch", wiring.watch(readiness, meters, true));
        RoleStarts starts = new RoleStarts(wiring, meters, readiness, monitor, lifecycle, progress);
        int apiPort = starts.all(data.path(), data.router(), INSTANCE, settings.apiPort());
        return new Platform(wiring, broker.port(), apiPort, monitor.port());
    }

    private static long bytes(String text) {
        long bytes = Long.parseLong(text);
        if (bytes < 0) {
            throw new IllegalArgumentException("negative");
        }
        return bytes;
    }

    private static String topics(Wiring wiring) {
        try (TopicAdmin admin = new TopicAdmin(wiring.access())) {
            TopicPlan plan = wiring.installation().plan(PARTITIONS);
            int created = admin.create(plan, Optional.empty()).size();
            List<String> problems = Topics.problems(admin, wiring.installation(), true);
            if (!problems.isEmpty()) {
                throw new Failure(String.join("; ", problems));
            }
            return created == 0 ? "all " + plan.all().size() + " as they should be" : created + " created";
        }
    }

    /** For people and scripts. */
    public String addresses() {
        return "Kafka localhost:" + kafkaPort + ", API http://localhost:" + apiPort + ApiServer.ROOT
                + ", metrics http://localhost:" + metricsPort + "/metrics";
    }
}
