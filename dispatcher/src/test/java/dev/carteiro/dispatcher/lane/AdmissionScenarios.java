package dev.carteiro.dispatcher.lane;

import static dev.carteiro.dispatcher.lane.AdmissionScenario.burst;
import static dev.carteiro.dispatcher.lane.AdmissionScenario.bursts;
import static dev.carteiro.dispatcher.lane.AdmissionScenario.every;
import static dev.carteiro.dispatcher.lane.ReceiverScript.alternating;
import static dev.carteiro.dispatcher.lane.ReceiverScript.atFirst;
import static dev.carteiro.dispatcher.lane.ReceiverScript.failing;
import static dev.carteiro.dispatcher.lane.ReceiverScript.hanging;
import static dev.carteiro.dispatcher.lane.ReceiverScript.healthy;
import static dev.carteiro.dispatcher.lane.ReceiverScript.oneIn;
import static dev.carteiro.dispatcher.lane.ReceiverScript.responds;
import static dev.carteiro.dispatcher.lane.ReceiverScript.until;

import dev.carteiro.dispatcher.lane.AdmissionScenario.EndpointGroup;
import dev.carteiro.dispatcher.lane.AdmissionScenario.SimulatedMachine;
import java.time.Duration;
import java.util.List;

/** The scenarios of the admission report. */
final class AdmissionScenarios {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration HORIZON = Duration.ofMinutes(15);
    private static final Duration QUICK = Duration.ofMillis(20);
    private static final String TWO_RETRIES = "\"retry\": {\"schedule\": [\"5s\", \"1m\"]}";
    private static final String FIVE_RETRIES = "\"retry\": {\"schedule\": [\"5s\", \"5s\", \"1m\", \"1m\", \"5m\"]}";

    private AdmissionScenarios() {
    }

    static List<AdmissionScenario> all() {
        EndpointGroup neighbours = EndpointGroup.neighbours(10, every(Duration.ofMillis(200), MINUTE));
        return List.of(
                scenario("healthy", EndpointGroup.of("healthy", 20, healthy(Duration.ofMillis(40)),
                        every(Duration.ofMillis(200), MINUTE))),
                scenario("slow", neighbours, EndpointGroup.of("slow", 1, healthy(Duration.ofSeconds(2)),
                        every(Duration.ofMillis(25), MINUTE))),
                scenario("turns slow", neighbours, EndpointGroup.of("slow", 1,
                        until(Duration.ofSeconds(20), healthy(QUICK), healthy(Duration.ofSeconds(3))),
                        every(Duration.ofMillis(20), MINUTE))),
                scenario("hangs", neighbours,
                        EndpointGroup.of("hanging", 1, hanging(), every(Duration.ofMillis(50), MINUTE))
                                .with(TWO_RETRIES))
                        .until(FIVE_MINUTES),
                scenario("begins to hang, memory for 400", SimulatedMachine.LEAST_MEMORY, neighbours,
                        EndpointGroup.of("hanging", 1,
                                until(Duration.ofSeconds(20), healthy(QUICK), hanging()),
                                every(Duration.ofMillis(4), Duration.ofSeconds(30))).with(TWO_RETRIES))
                        .until(FIVE_MINUTES),
                scenario("away for 5 minutes", neighbours, EndpointGroup.of("away", 1,
                        until(Duration.ofMinutes(5), failing(QUICK), healthy(QUICK)),
                        every(Duration.ofMillis(100), MINUTE)).with(FIVE_RETRIES)),
                scenario("flaps every 20 s", neighbours, EndpointGroup.of("flapping", 1,
                        alternating(Duration.ofSeconds(20), healthy(QUICK), failing(QUICK)),
                        every(Duration.ofMillis(50), Duration.ofMinutes(2))).with(FIVE_RETRIES)),
                scenario("fails at first", neighbours, EndpointGroup.of("failing", 1,
                        atFirst(failing(QUICK), healthy(QUICK)), every(Duration.ofMillis(50), MINUTE))),
                scenario("rate limit 10/s, burst of 600", neighbours, EndpointGroup.of("limited", 1, healthy(QUICK),
                        burst(600, Duration.ofSeconds(10))).with("\"rateLimit\": \"10/s\"")),
                scenario("rate limit 2/s, burst of 100", neighbours, EndpointGroup.of("limited", 1, healthy(QUICK),
                        burst(100, Duration.ofSeconds(10))).with("\"rateLimit\": \"2/s\"")),
                scenario("429 for 30 s", neighbours, EndpointGroup.of("limiting", 1,
                        until(Duration.ofSeconds(30), responds(QUICK, 429, "30"), healthy(QUICK)),
                        every(Duration.ofMillis(100), MINUTE))),
                scenario("bursts of 2,000", neighbours, EndpointGroup.of("bursty", 1, healthy(Duration.ofMillis(50)),
                        bursts(2_000, Duration.ofSeconds(10), MINUTE))),
                scenario("one tenant floods", EndpointGroup.neighbours(50, every(Duration.ofSeconds(1), MINUTE)),
                        EndpointGroup.of("flooded", 1, healthy(Duration.ofMillis(200)),
                                burst(12_000, Duration.ofSeconds(5)))),
                scenario("200 healthy, 10 hang", EndpointGroup.neighbours(200, every(Duration.ofSeconds(2), MINUTE)),
                        EndpointGroup.of("hanging", 10, hanging(), every(Duration.ofMillis(200), MINUTE))
                                .with(TWO_RETRIES))
                        .until(FIVE_MINUTES),
                scenario("1,000 hang, memory for 1,600", SimulatedMachine.LITTLE_MEMORY, neighbours,
                        EndpointGroup.of("hanging", 1_000, hanging(), burst(3, Duration.ZERO)).with(TWO_RETRIES)),
                scenario("60 hang, others uneven, rare", SimulatedMachine.LEAST_MEMORY, neighbours,
                        EndpointGroup.of("hanging", 60, hanging(), every(Duration.ofSeconds(1), MINUTE))
                                .with(TWO_RETRIES),
                        EndpointGroup.of("uneven", 1,
                                oneIn(12, healthy(Duration.ofMillis(2_400)), healthy(Duration.ofMillis(400))),
                                every(Duration.ofMillis(700), MINUTE)).with("\"maxInFlight\": 1"),
                        EndpointGroup.of("rare", 1, healthy(QUICK), bursts(10, Duration.ofSeconds(20), MINUTE))
                                .with("\"maxInFlight\": 1"))
                        .until(FIVE_MINUTES),
                scenario("40 hang, 64 sockets", SimulatedMachine.FEW_SOCKETS, neighbours,
                        EndpointGroup.of("hanging", 40, hanging(), every(Duration.ofSeconds(1), MINUTE))
                                .with(TWO_RETRIES))
                        .until(FIVE_MINUTES),
                scenario("cold, backlog of 400", SimulatedMachine.COLD,
                        EndpointGroup.of("healthy", 400, healthy(Duration.ofMillis(40)), burst(10, Duration.ZERO))),
                scenario("cold, 100 of 300 hang", SimulatedMachine.COLD,
                        EndpointGroup.neighbours(200, burst(10, Duration.ZERO)),
                        EndpointGroup.of("hanging", 100, hanging(), burst(10, Duration.ZERO)).with(TWO_RETRIES)),
                scenario("cold, memory for 1,600", SimulatedMachine.COLD_WITH_LITTLE_MEMORY,
                        EndpointGroup.neighbours(200, burst(20, Duration.ZERO)),
                        EndpointGroup.of("slow", 100, healthy(Duration.ofSeconds(1)), burst(20, Duration.ZERO))));
    }

    private static AdmissionScenario scenario(String name, EndpointGroup... groups) {
        return scenario(name, SimulatedMachine.WARM, groups);
    }

    private static AdmissionScenario scenario(String name, SimulatedMachine machine, EndpointGroup... groups) {
        return new AdmissionScenario(name, machine, HORIZON, List.of(groups));
    }
}
