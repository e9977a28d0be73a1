package dev.carteiro.dispatcher.scan;

import dev.carteiro.schemas.job.HeldMarker;
import dev.carteiro.schemas.job.Redrive;
import dev.carteiro.schemas.job.RedriveProgress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The contents of the jobs topic as far as they are read. Safe for any thread. */
public interface Jobs {
    /** Returns the offset of the jobs topic up to which it is read. */
    long position();

    /** Requests the ends of partitions, open transactions included; does not block. */
    Future<Map<TopicPartition, Long>> ends(Collection<TopicPartition> partitions);

    /** Requests the first offsets of partitions; does not block. */
    Future<Map<TopicPartition, Long>> starts(Collection<TopicPartition> partitions);

    /** Returns true if the partition has a marker for this subscription. */
    boolean isMarked(int partition, String subscription);

    /** Returns the markers of a partition, by subscription. */
    Map<String, HeldMarker> markers(int partition);

    /** Returns the redrives with at least one unfinished partition, in the order in which they were written. */
    List<Redrive> unfinished();

    /** Returns the redrives whose partitions are all done. */
    List<Redrive> finished();

    /** Returns the redrives that were written before this one, finished or not. */
    List<Redrive> before(Redrive job);

    /** Returns the progress of a redrive in one partition; {@code null} if there is none yet. */
    @Nullable
    RedriveProgress progress(String redrive, int partition);
}
