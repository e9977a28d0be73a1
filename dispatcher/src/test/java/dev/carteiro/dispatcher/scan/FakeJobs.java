package dev.carteiro.dispatcher.scan;

import dev.carteiro.schemas.job.HeldMarker;
import dev.carteiro.schemas.job.Redrive;
import dev.carteiro.schemas.job.RedriveProgress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Jobs in memory that a test sets. For one thread. */
public final class FakeJobs implements Jobs {
    /** The end of the jobs topic and of every partition of the held topic. */
    public long end;

    /** The end of every partition of the dead-letters topic. */
    long start;

    public long position;
    public boolean answers = true;
    final Map<Integer, Map<String, HeldMarker>> markers = new HashMap<>();
    final List<Redrive> redrives = new ArrayList<>();
    final List<Redrive> finished = new ArrayList<>();
    public final List<CompletableFuture<Map<TopicPartition, Long>>> asked = new ArrayList<>();

    @Override
    public long position() {
        return position;
    }

    @Override
    public Future<Map<TopicPartition, Long>> ends(Collection<TopicPartition> partitions) {
        CompletableFuture<Map<TopicPartition, Long>> answer = new CompletableFuture<>();
        asked.add(answer);
        if (answers) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            partitions.forEach(partition -> ends.put(partition, end));
            answer.complete(ends);
        }
        return answer;
    }

    @Override
    public boolean isMarked(int partition, String subscription) {
        return markers(partition).containsKey(subscription);
    }

    @Override
    public Map<String, HeldMarker> markers(int partition) {
        return markers.getOrDefault(partition, Map.of());
    }

    @Override
    public Future<Map<TopicPartition, Long>> starts(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        partitions.forEach(partition -> starts.put(partition, start));
        return CompletableFuture.completedFuture(starts);
    }

    @Override
    public List<Redrive> unfinished() {
        return List.copyOf(redrives);
    }

    @Override
    public List<Redrive> finished() {
        return List.copyOf(finished);
    }

    @Override
    public List<Redrive> before(Redrive job) {
        return redrives.subList(0, redrives.indexOf(job));
    }

    @Override
    public @Nullable RedriveProgress progress(String redrive, int partition) {
        return null;
    }
}
