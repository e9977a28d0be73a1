package dev.carteiro.checker.history;

import dev.carteiro.checker.receiver.RecordedRequest;
import dev.carteiro.checker.workload.WorkloadSubscription;
import java.util.Collection;
import java.util.List;

/**
 * The history of a run. Immutable.
 *
 * @param stories one trace for each delivery that is expected or was observed
 * @param positions of the dispatcher's group in every partition that it reads
 * @param disturbances injected faults and their periods
 * @param busy periods in which the machine had no processor to spare
 * @param drained result of draining
 */
public record RunHistory(Collection<DeliveryTrace> stories, List<PartitionPosition> positions,
        List<DisturbedPeriod> disturbances,
        List<DisturbedPeriod> busy, DrainResult drained) {
    public RunHistory {
        stories = List.copyOf(stories);
        positions = List.copyOf(positions);
        disturbances = List.copyOf(disturbances);
        busy = List.copyOf(busy);
    }

    /** The observations, before they are grouped by delivery. */
    public record RunEvidence(List<WorkloadSubscription> hooks, List<PublishedEvent> published,
            List<RecordedRequest> requests, List<RecordedDelivery> routed,
            List<RecordedAttempt> attempts, List<RecordedDeadLetter> buried) {
    }

    public static RunHistory of(RunEvidence evidence, List<PartitionPosition> positions,
            List<DisturbedPeriod> disturbances,
            List<DisturbedPeriod> busy, DrainResult drained, String source) {
        return new RunHistory(TraceAssembler.of(evidence, source), positions, disturbances, busy, drained);
    }
}
