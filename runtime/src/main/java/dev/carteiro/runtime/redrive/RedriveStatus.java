package dev.carteiro.runtime.redrive;

import dev.carteiro.schemas.job.Redrive;
import dev.carteiro.schemas.job.RedriveProgress;
import java.util.Map;

/**
 * The progress of a redrive. Immutable.
 *
 * @param emitted dead letters that were written to deliveries again
 * @param skipped dead letters that an earlier job covers
 * @param total planned dead letters
 * @param done whether all partitions are done
 */
public record RedriveStatus(long emitted, long skipped, long total, boolean done) {
    static RedriveStatus of(Redrive job, Map<Integer, RedriveProgress> progress) {
        return new RedriveStatus(progress.values().stream().mapToLong(RedriveProgress::emitted).sum(),
                progress.values().stream().mapToLong(RedriveProgress::skipped).sum(), job.count(),
                job.shares().keySet().stream().allMatch(partition -> {
                    RedriveProgress there = progress.get(partition);
                    return there != null && there.done();
                }));
    }

    /** Returns 0 to 100. */
    public int percent() {
        return done || total == 0 ? 100 : (int) Math.min(99, (emitted + skipped) * 100 / total);
    }
}
