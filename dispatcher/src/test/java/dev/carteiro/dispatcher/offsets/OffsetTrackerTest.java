package dev.carteiro.dispatcher.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {
    @Test
    void commitsTheContiguousPrefixOnly() {
        OffsetTracker tracker = new OffsetTracker(100, "");
        for (long offset = 100; offset < 105; offset++) {
            tracker.handOut(offset);
        }

        tracker.finish(101);
        tracker.finish(103);
        assertThat(tracker.committable()).isEqualTo(100);
        assertThat(tracker.gapMap()).isEqualTo("r.AQEBAQ");
        assertThat(tracker.outstanding()).isEqualTo(3);

        tracker.finish(100);
        assertThat(tracker.committable()).isEqualTo(102);
        assertThat(tracker.gapMap()).isEqualTo("r.AQE");

        tracker.finish(102);
        tracker.finish(104);
        assertThat(tracker.committable()).isEqualTo(105);
        assertThat(tracker.gapMap()).isEmpty();
    }

    @Test
    void offsetsWithoutARecordCountAsFinished() {
        OffsetTracker tracker = new OffsetTracker(0, "");
        tracker.handOut(2);
        tracker.handOut(7);
        tracker.finish(2);
        assertThat(tracker.committable()).isEqualTo(7);

        tracker.finish(7);
        tracker.reached(10);
        assertThat(tracker.committable()).isEqualTo(10);
    }

    @Test
    void aSuccessorSkipsWhatThePredecessorFinished() {
        OffsetTracker predecessor = new OffsetTracker(0, "");
        for (long offset = 0; offset < 6; offset++) {
            predecessor.handOut(offset);
        }
        predecessor.finish(0);
        predecessor.finish(2);
        predecessor.finish(5);

        OffsetTracker successor = new OffsetTracker(predecessor.committable(), predecessor.gapMap());

        assertThat(List.of(1L, 2L, 3L, 4L, 5L, 6L)).filteredOn(successor::isFinished).containsExactly(2L, 5L);
    }

    @Test
    void revertsAFinish() {
        OffsetTracker tracker = new OffsetTracker(0, "");
        tracker.handOut(0);
        tracker.handOut(1);
        tracker.finish(1);
        tracker.unfinish(1);

        assertThat(tracker.gapMap()).isEmpty();
        assertThat(tracker.outstanding()).isEqualTo(2);
    }

    /** In any order of completion, no unfinished offset is passed and no finished one is lost. */
    @Test
    void neverPassesUnfinishedOffsetsNorLosesFinishedOnes() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            OffsetTracker tracker = new OffsetTracker(0, "");
            Set<Long> unfinished = new HashSet<>();
            Set<Long> everHandedOut = new HashSet<>();
            long next = 0;
            for (int step = 0; step < 2_000; step++) {
                if (unfinished.isEmpty() || random.nextInt(3) > 0) {
                    next += 1 + random.nextInt(3);
                    tracker.handOut(next);
                    unfinished.add(next);
                    everHandedOut.add(next);
                } else {
                    long offset = new ArrayList<>(unfinished).get(random.nextInt(unfinished.size()));
                    unfinished.remove(offset);
                    tracker.finish(offset);
                }
                if (random.nextInt(50) == 0) {
                    tracker.committed(tracker.committable());
                }
            }
            OffsetTracker successor = new OffsetTracker(tracker.committable(), tracker.gapMap());
            for (long offset : everHandedOut) {
                assertThat(successor.isFinished(offset)).as("seed %d offset %d", seed, offset)
                        .isEqualTo(!unfinished.contains(offset));
            }
            assertThat(tracker.outstanding()).isEqualTo(unfinished.size());
        }
    }

    @Test
    void dropsOffsetsFarBelowTheCommit() {
        OffsetTracker tracker = new OffsetTracker(0, "");
        for (long offset = 0; offset < 200_000; offset++) {
            tracker.handOut(offset);
        }
        for (long offset = 0; offset < 199_000; offset++) {
            tracker.finish(offset);
        }
        tracker.finish(199_500);
        tracker.committed(tracker.committable());

        assertThat(tracker.committable()).isEqualTo(199_000);
        assertThat(tracker.isFinished(5)).isTrue();
        assertThat(tracker.isFinished(199_000)).isFalse();
        assertThat(tracker.isFinished(199_500)).isTrue();
    }
}
