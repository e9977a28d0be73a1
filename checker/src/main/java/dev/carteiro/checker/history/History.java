package dev.carteiro.checker.history;

import dev.carteiro.checker.receiver.Request;
import dev.carteiro.checker.workload.Hook;
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
public record History(Collection<Story> stories, List<Position> positions, List<Disturbance> disturbances,
        List<Disturbance> busy, Drained drained) {
    public History {
        stories = List.copyOf(stories);
        positions = List.copyOf(positions);
        disturbances = List.copyOf(disturbances);
        busy = List.copyOf(busy);
    }

    /** What was seen, before it is put together by delivery. */
    public record Evidence(List<Hook> hooks, List<Published> published, List<Request> requests, List<Routed> routed,
            List<Attempt> attempts, List<Buried> buried) {
    }

    public static History of(Evidence evidence, List<Position> positions, List<Disturbance> disturbances,
            List<Disturbance> busy, Drained drained, String source) {
        return new History(Stories.of(evidence, source), positions, disturbances, busy, drained);
    }
}
