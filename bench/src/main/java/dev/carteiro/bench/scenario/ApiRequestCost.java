package dev.carteiro.bench.scenario;

import dev.carteiro.bench.client.ClosedLoopClients;
import dev.carteiro.bench.process.BenchProcess;
import dev.carteiro.bench.process.ProcessUsage;
import java.time.Duration;
import java.util.Locale;

/**
 * The cost of requests to the API. Immutable.
 *
 * @param answers summary of the responses at the clients
 * @param apiMicros processor time of the API for each response
 * @param brokerMicros processor time of the broker for each response
 */
record ApiRequestCost(ClosedLoopClients.ResponseSummary answers, double apiMicros, double brokerMicros) {
    /** Warms up first, because the first thousands of requests take several times as long. */
    static ApiRequestCost measure(BenchEnvironment stage, BenchProcess api, ClosedLoopClients crowd, String what)
            throws InterruptedException {
        crowd.run(Duration.ofSeconds(4));
        ProcessUsage apiBefore = ProcessUsage.of(api);
        ProcessUsage brokerBefore = stage.brokerUsage();
        ClosedLoopClients.ResponseSummary answers = crowd.run(Duration.ofSeconds(stage.options().of(7, 6)));
        ApiRequestCost asking = new ApiRequestCost(answers, micros(apiBefore, ProcessUsage.of(api), answers.count()),
                micros(brokerBefore, stage.brokerUsage(), answers.count()));
        stage.print(String.format(Locale.ROOT, "    %s: %,.0f/s, %s", what, answers.perSecond(), asking.text()));
        return asking;
    }

    String text() {
        return String.format(Locale.ROOT,
                "p50 %.1f ms, p99 %.1f ms; %.0f us of the API's processor time each, %.0f us of the broker's",
                answers.p50Millis(), answers.p99Millis(), apiMicros, brokerMicros);
    }

    private static double micros(ProcessUsage before, ProcessUsage after, long answers) {
        return after.cpu().minus(before.cpu()).toNanos() / 1e3 / Math.max(1, answers);
    }
}
