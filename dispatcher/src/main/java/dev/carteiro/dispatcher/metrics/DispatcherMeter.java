package dev.carteiro.dispatcher.metrics;

import dev.carteiro.dispatcher.endpoint.EndpointState;
import dev.carteiro.dispatcher.outcome.Consequence.Moved;
import dev.carteiro.runtime.meter.MeterCatalogueEntry;
import dev.carteiro.runtime.meter.MeterSpec;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.endpoint.DisabledReason;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The dispatcher's catalogue of meters. Immutable. */
@SuppressWarnings("ImmutableEnumChecker") // the lists in a MeterSpec are copies
public enum DispatcherMeter implements MeterCatalogueEntry {
    ATTEMPTS(MeterSpec.counter("carteiro.dispatcher.attempts", "Attempts, by verdict and response")
            .by("verdict", AttemptMeters.VERDICTS).by("answer", AttemptMeters.ANSWERS)),
    ATTEMPT(MeterSpec.timer("carteiro.dispatcher.attempt",
            "Time of one attempt, from the look-up of the target to the end of the response",
            5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)),
    END_TO_END(MeterSpec.timer("carteiro.dispatcher.end.to.end",
            "Time from an event's own timestamp to its acknowledged request, by whether it was the first attempt"
                    + " of a delivery that was neither held nor deferred",
            25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 1_800_000, 7_200_000,
            36_000_000,
            86_400_000)
            .by("attempt", List.of("first", "later"))),
    DELIVERY(MeterSpec.timer("carteiro.dispatcher.delivery",
            "Time from the router's match to the acknowledged request",
            25, 50, 100, 250, 500, 1_000, 5_000, 30_000, 300_000, 3_600_000)),
    DELIVERED(MeterSpec.counter("carteiro.dispatcher.delivered", "Deliveries acknowledged, counted once committed")),
    DEAD_LETTERS(MeterSpec.counter("carteiro.dispatcher.dead.letters", "Deliveries given up, counted once committed")
            .by("reason", codes(DeadLetterReason.values(), DeadLetterReason::code))),
    CANCELLED(MeterSpec.counter("carteiro.dispatcher.cancelled",
            "Deliveries dropped because their subscription was deleted or disabled by its owner")),
    HELD(MeterSpec.counter("carteiro.dispatcher.held", "Deliveries moved to the held topic, for paused subscriptions")),
    TESTS(MeterSpec.counter("carteiro.dispatcher.tests",
            "Test deliveries by outcome; no other meter of attempts counts them")
            .by("outcome", List.of(AttemptOutcome.DELIVERED.code(), AttemptOutcome.TEST_FAILED.code()))),
    REEMITTED(MeterSpec.counter("carteiro.dispatcher.reemitted", "Records sent to deliveries again by scans")
            .by("why", List.of("released", "redriven"))),
    MOVES(MeterSpec.counter("carteiro.dispatcher.moves", "Deliveries moved to a retry topic without an attempt")
            .by("why", codes(Moved.MoveReason.values(), Moved.MoveReason::code))),
    QUARANTINED(
            MeterSpec
                    .counter("carteiro.dispatcher.quarantined",
                            "Records in deliveries, retry or held topics that are not valid deliveries")
                    .by("reason", List.of("invalid-delivery"))),
    NOT_SENT(MeterSpec.counter("carteiro.dispatcher.not.sent",
            "Attempts put off, uncounted, because this process could not open another connection")
            .by("why", List.of("open-files"))),
    VERSIONS_BEYOND(MeterSpec.counter("carteiro.dispatcher.versions.beyond",
            "Deliveries that matched a version of their subscription that the applied topic does not contain, and used"
                    + " the one that it contains")),
    CLOCK_AHEAD_SECONDS(MeterSpec.gauge("carteiro.dispatcher.clock.ahead.seconds", "seconds",
            "How far this machine's clock is ahead of the brokers', negative if it is behind; beyond 60 either way, no"
                    + " delivery is given up for its age by one clock alone")),
    IN_FLIGHT(MeterSpec.gauge("carteiro.dispatcher.in.flight", null, "Requests in flight")),
    QUEUED(MeterSpec.gauge("carteiro.dispatcher.queued", null, "Deliveries in memory that wait for their endpoint")),
    IN_MEMORY(MeterSpec.gauge("carteiro.dispatcher.in.memory", null,
            "Deliveries in memory: in flight, queued, or waiting for the next commit")),
    OLDEST_DUE_SECONDS(MeterSpec.gauge("carteiro.dispatcher.oldest.due.seconds", "seconds",
            "Lateness of the latest record at the head of a partition: of a retry since its wait in the tier ended, of a"
                    + " delivery since it was written")
            .by("tier", "deliveries, and each retry tier, for example 5s")),
    PARTITIONS(MeterSpec.gauge("carteiro.dispatcher.partitions", null, "Partitions that this dispatcher owns")
            .by("state", codes(PartitionState.values(), PartitionState::label))),
    ENDPOINTS(MeterSpec.gauge("carteiro.dispatcher.endpoints", null,
            "Endpoints used in the last minutes, by the state of their circuit breaker")
            .by("breaker", codes(EndpointState.BreakerState.values(), EndpointState.BreakerState::label))),
    ENDPOINT_STATUS(MeterSpec.gauge("carteiro.dispatcher.endpoint.status", null,
            "Endpoints that fail or were disabled by the system; every dispatcher reports all of them")
            .by("status", List.of("failing", "gone", "disabled"))),
    ENDPOINTS_DISABLED(MeterSpec.counter("carteiro.dispatcher.endpoints.disabled", "Endpoints disabled by the system")
            .by("reason", codes(DisabledReason.values(), DisabledReason::code))),
    CONNECTIONS(MeterSpec.gauge("carteiro.dispatcher.connections", null, "Connections to receivers")
            .by("state", List.of("active", "idle"))),
    COMMIT(MeterSpec.timer("carteiro.dispatcher.commit", "Time of one commit transaction",
            5, 10, 25, 50, 100, 250, 500, 1_000, 5_000, 10_000)),
    COMMIT_INTERVAL(MeterSpec.timer("carteiro.dispatcher.commit.interval",
            "Time from the first result of a commit to the commit's end: what a crash at that moment would repeat",
            25, 50, 100, 250, 500, 1_000, 5_000, 10_000, 60_000)),
    TRANSACTION_FAILURES(MeterSpec.counter("carteiro.dispatcher.transaction.failures",
            "Commits that were aborted, or whose outcome was unknown at first")
            .by("kind", List.of("aborted", "in-doubt")));

    private final MeterSpec spec;

    DispatcherMeter(MeterSpec spec) {
        this.spec = spec;
    }

    @Override
    public MeterSpec spec() {
        return spec;
    }

    private static <E> List<String> codes(E[] values, Function<E, String> code) {
        return Arrays.stream(values).map(code).distinct().toList();
    }
}
