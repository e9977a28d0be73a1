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

/** What is known of jobs. Safe for any thread. */
public interface Jobs {
    /** Everything below this offset of the jobs topic is known. */
    long position();

    /** Where these partitions end, open transactions included. Asked now, answered later. */
    Future<Map<TopicPartition, Long>> ends(Collection<TopicPartition> partitions);

    /** Where these partitions begin, asked and answered like {@link #ends}. */
    Future<Map<TopicPartition, Long>> starts(Collection<TopicPartition> partitions);

    boolean isMarked(int partition, String subscription);

    /** By subscription. */
    Map<String, HeldMarker> markers(int partition);

    /** Of which at least one partition is not done, in the order in which they were written. */
    List<Redrive> unfinished();

    /** Of which every partition is done. */
    List<Redrive> finished();

    /** Those that were written before this one, finished or not. */
    List<Redrive> before(Redrive job);

    @Nullable
    RedriveProgress progress(String redrive, int partition);
}
