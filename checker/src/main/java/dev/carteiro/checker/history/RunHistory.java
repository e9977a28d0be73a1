package dev.carteiro.checker.history;

import dev.carteiro.checker.receiver.RecordedRequest;
import dev.carteiro.checker.workload.WorkloadSubscription;
import java.util.Collection;
import java.util.List;

/**
 * A run. Immutable.
 *
 * @param stories one for each delivery that ought to be, or that anybody has heard of
 * @param positions of the dispatcher's group in every partition that it reads
 * @param disturbances what was broken on purpose, and when
 * @param busy when the machine had no processor to spare
 * @param drained how it all came to rest
 */
public record RunHistory(Collection<DeliveryTrace> stories, List<PartitionPosition> positions, List<DisturbedPeriod> disturbances,
        List<DisturbedPeriod> busy, DrainResult drained) {
    public RunHistory {
        stories = List.copyOf(stories);
        positions = List.copyOf(positions);
        disturbances = List.copyOf(disturbances);
        busy = List.copyOf(busy);
    }

    /** What was seen, before it is put together by delivery. */
    public record RunEvidence(List<WorkloadSubscription> hooks, List<PublishedEvent> published, List<RecordedRequest> requests, List<RecordedDelivery> routed,
            List<RecordedAttempt> attempts, List<RecordedDeadLetter> buried) {
    }

    public static RunHistory of(RunEvidence evidence, List<PartitionPosition> positions, List<DisturbedPeriod> disturbances,
            List<DisturbedPeriod> busy, DrainResult drained, String source) {
        return new RunHistory(TraceAssembler.of(evidence, source), positions, disturbances, busy, drained);
    }
}
