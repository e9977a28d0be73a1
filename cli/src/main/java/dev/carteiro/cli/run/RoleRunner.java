package dev.carteiro.cli.run;

import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.kafka.ConnectionCheck;
import dev.carteiro.cli.wiring.ProcessMeters;
import dev.carteiro.cli.wiring.RoleSettings;
import dev.carteiro.cli.wiring.TopicVerification;
import dev.carteiro.runtime.kafka.AdminCalls;
import dev.carteiro.runtime.kafka.TopicAdmin;
import dev.carteiro.runtime.monitor.MonitorServer;
import dev.carteiro.runtime.monitor.MonitorSettings;
import dev.carteiro.runtime.monitor.Readiness;
import dev.carteiro.runtime.settings.InvalidSetting;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.RetriableException;
import picocli.CommandLine;

/** Runs one role against a cluster: verifies the topics, then starts the role and waits for its end. Stateless. */
final class RoleRunner {
    /** Starts a role. */
    @FunctionalInterface
    interface RoleStartAction {
        void accept(RoleStarter starts) throws Exception;
    }

    /** The name of the only role that needs all topics. */
    private static final String API = "api";

    private static final Duration VERIFY_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private RoleRunner() {
    }

    /** Runs a role, and returns the exit status. */
    static int run(CommandLine line, String name, RoleSettings wiring, MonitorSettings monitoring,
            RoleStartAction start)
            throws Exception {
        ConnectionCheck.check(wiring.access());
        boolean withApi = name.equals(API);
        if (hasProblem(line, wiring, withApi)) {
            return 1;
        }
        PrintWriter out = line.getOut();
        return ServiceRunner.run(out, lifecycle -> {
            StartupProgress progress = new StartupProgress(out);
            PrometheusMeterRegistry meters = ProcessMeters.create(name);
            Readiness readiness = new Readiness(meters);
            readiness.require(name, () -> false);
            MonitorServer monitor = lifecycle.add("monitor", startMonitor(monitoring, meters, readiness));
            lifecycle.add("cluster watch", wiring.startWatch(readiness, meters, withApi));
            start.accept(new RoleStarter(wiring, meters, readiness, monitor, lifecycle, progress));
            progress.printReady("carteiro " + name, wiring.access() + ", metrics http://localhost:" + monitor.port()
                    + "/metrics");
            ServiceRunner.await(lifecycle);
            return 0;
        });
    }

    /** Starts the monitor. An address in use is a failure, not wrong usage. */
    private static MonitorServer startMonitor(MonitorSettings monitoring, PrometheusMeterRegistry meters,
            Readiness readiness) {
        try {
            return MonitorServer.start(monitoring, meters, readiness);
        } catch (InvalidSetting e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean hasProblem(CommandLine line, RoleSettings wiring, boolean withApi) {
        try (TopicAdmin admin = new TopicAdmin(wiring.access())) {
            // A cluster that has partly recovered can answer one request and fail the next.
            List<String> problems = AdminCalls.retry(
                    () -> TopicVerification.problems(admin, wiring.installation(), withApi),
                    RetriableException.class, VERIFY_TIMEOUT, RETRY_DELAY,
                    failure -> line.getErr().println("carteiro: " + failure.getMessage() + "; retrying"));
            problems.forEach(problem -> line.getErr().println("carteiro: " + problem));
            return !problems.isEmpty();
        }
    }
}
