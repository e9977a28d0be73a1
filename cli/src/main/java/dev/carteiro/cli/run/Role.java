package dev.carteiro.cli.run;

import dev.carteiro.cli.kafka.Reach;
import dev.carteiro.cli.wiring.Meters;
import dev.carteiro.cli.wiring.Topics;
import dev.carteiro.cli.wiring.Wiring;
import dev.carteiro.runtime.kafka.TopicAdmin;
import dev.carteiro.runtime.monitor.MonitorServer;
import dev.carteiro.runtime.monitor.Readiness;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;

/** One role against a cluster: verified topics first, then the role, until it is told to end. Stateless. */
final class Role {
    /** How a role starts. */
    @FunctionalInterface
    interface Start {
        void accept(RoleStarts starts) throws Exception;
    }

    private Role() {
    }

    /** @return the exit status */
    static int run(CommandLine line, String name, Wiring wiring, int metricsPort, Start start) throws Exception {
        Reach.check(wiring.access());
        if (anyProblem(line, wiring)) {
            return 1;
        }
        PrintWriter out = line.getOut();
        return Service.run(out, lifecycle -> {
            Progress progress = new Progress(out);
            PrometheusMeterRegistry meters = Meters.create(name);
            Readiness readiness = new Readiness(meters);
            readiness.require(name, () -> false);
            MonitorServer monitor = lifecycle.add("monitor",
                    MonitorServer.start("0.0.0.0", metricsPort, meters, readiness));
            lifecycle.add("cluster watch", wiring.watch(readiness, meters));
            start.accept(new RoleStarts(wiring, meters, readiness, monitor, lifecycle, progress));
            progress.ready("carteiro " + name, wiring.access() + ", metrics http://localhost:" + monitor.port()
                    + "/metrics");
            Service.await(lifecycle);
            return 0;
        });
    }

    private static boolean anyProblem(CommandLine line, Wiring wiring) {
        try (TopicAdmin admin = new TopicAdmin(wiring.access())) {
            List<String> problems = Topics.problems(admin, wiring.installation());
            problems.forEach(problem -> line.getErr().println("carteiro: " + problem));
            return !problems.isEmpty();
        }
    }
}
