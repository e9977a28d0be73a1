package dev.carteiro.dispatcher.metrics;

import dev.carteiro.dispatcher.outcome.Consequence;
import dev.carteiro.dispatcher.outcome.Consequence.Moved;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.endpoint.DisabledReason;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The counters of committed consequences, all created at the start. Safe for any thread. */
final class CommitMeters {
    private final Counter delivered;
    private final Counter cancelled;
    private final Counter held;
    private final Counter quarantined;
    private final Counter testsDelivered;
    private final Counter testsFailed;
    private final Map<DeadLetterReason, Counter> dead;
    private final Map<Moved.MoveReason, Counter> moved;
    private final Map<DisabledReason, Counter> disabled;

    CommitMeters(MeterRegistry meters) {
        delivered = DispatcherMeter.DELIVERED.spec().counter(meters);
        cancelled = DispatcherMeter.CANCELLED.spec().counter(meters);
        held = DispatcherMeter.HELD.spec().counter(meters);
        quarantined = DispatcherMeter.QUARANTINED.spec().counter(meters, "invalid-delivery");
        testsDelivered = DispatcherMeter.TESTS.spec().counter(meters, AttemptOutcome.DELIVERED.code());
        testsFailed = DispatcherMeter.TESTS.spec().counter(meters, AttemptOutcome.TEST_FAILED.code());
        dead = counters(meters, DispatcherMeter.DEAD_LETTERS, DeadLetterReason.class, DeadLetterReason::code);
        moved = counters(meters, DispatcherMeter.MOVES, Moved.MoveReason.class, Moved.MoveReason::code);
        disabled = counters(meters, DispatcherMeter.ENDPOINTS_DISABLED, DisabledReason.class, DisabledReason::code);
    }

    void count(Consequence consequence) {
        switch (consequence) {
            case Consequence.Delivered done -> delivered.increment();
            case Consequence.DeadLettered buried -> counter(dead, buried.letter().reason()).increment();
            case Consequence.Moved on -> counter(moved, on.why()).increment();
            case Consequence.Held waiting -> held.increment();
            case Consequence.Quarantined garbage -> quarantined.increment();
            case Consequence.Tested(AttemptRecord attempt) ->
                (attempt.outcome() == AttemptOutcome.DELIVERED ? testsDelivered : testsFailed).increment();
            case Consequence.Cancelled unwanted -> cancelled.increment();
            case Consequence.WithStatusChange(Consequence attempted, String subscription, EndpointStatus status) -> {
                count(attempted);
                if (status instanceof EndpointStatus.Disabled now) {
                    counter(disabled, now.reason()).increment();
                }
            }
            case Consequence.Retried retried -> {
            }
        }
    }

    private static <E extends Enum<E>> Map<E, Counter> counters(MeterRegistry meters, DispatcherMeter meter,
            Class<E> of,
            Function<E, String> code) {
        Map<E, Counter> counters = new EnumMap<>(of);
        for (E each : of.getEnumConstants()) {
            counters.put(each, meter.spec().counter(meters, code.apply(each)));
        }
        return counters;
    }

    private static <E> Counter counter(Map<E, Counter> counters, E of) {
        return Objects.requireNonNull(counters.get(of), "a counter for each");
    }
}
