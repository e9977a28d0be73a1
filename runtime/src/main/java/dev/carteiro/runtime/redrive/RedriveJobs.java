package dev.carteiro.runtime.redrive;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.kafka.TopicTail;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.job.DeadLetterFilter;
import dev.carteiro.schemas.job.JobKey;
import dev.carteiro.schemas.job.Redrive;
import dev.carteiro.schemas.job.RedriveProgress;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.subscription.RateLimit;
import dev.carteiro.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads dead letters, plans and starts redrives, and reads their progress. Immutable. */
public final class RedriveJobs {
    private static final Logger LOG = LoggerFactory.getLogger(RedriveJobs.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaAccess access;
    private final TopicNames names;

    public RedriveJobs(KafkaAccess access, TopicNames names) {
        this.access = access;
        this.names = names;
    }

    /** Reads all existing dead letters, in order within each partition. */
    public void read(Consumer<StoredDeadLetter> each) {
        try (TopicTail tail = TopicTail.fromBeginning(access, List.of(names.deadLetters()))) {
            tail.toEnd(record -> {
                DeadLetter letter = DeadLetter.read(record.key(), record.value(), record.headers());
                if (letter != null) {
                    each.accept(new StoredDeadLetter(record.partition(), record.offset(), letter));
                }
            });
        }
    }

    /** Plans a redrive over all dead letters that the filter may match; writes nothing. */
    public RedrivePlan plan(DeadLetterFilter filter, boolean again) {
        return plan(filter, again, ScanCursor.START, ScanLimits.NONE);
    }

    /**
     * Plans a redrive within limits; writes nothing.
     *
     * @param after where an earlier plan stopped
     */
    public RedrivePlan plan(DeadLetterFilter filter, boolean again, ScanCursor after, ScanLimits limits) {
        RedrivePlan plan = new RedrivePlan(filter, again, jobs());
        plan.next(new DeadLetterScan(filter, limits).read(access, names.deadLetters(), after, plan::add));
        return plan;
    }

    /**
     * Writes the job; the dispatchers begin within a second.
     *
     * @param rate over all partitions; {@code null} for no limit
     */
    public Redrive start(RedrivePlan plan, @Nullable RateLimit rate, Instant now) {
        return start(plan, Redrive.newId(), rate, now);
    }

    /** Writes a job whose id was chosen before. */
    public Redrive start(RedrivePlan plan, String id, @Nullable RateLimit rate, Instant now) {
        Redrive job = plan.job(id, rate, now);
        Map<String, Object> own = Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.CLIENT_ID_CONFIG,
                "carteiro-redrive", ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        Producer<byte[], byte[]> producer = new KafkaProducer<>(access.with(own), new ByteArraySerializer(),
                new ByteArraySerializer());
        try {
            producer.send(new ProducerRecord<>(names.jobs(), new JobKey.RedriveKey(job.id()).bytes(), job.toJson()))
                    .get();
            return job;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new KafkaUnavailable("cannot write the redrive to " + names.jobs() + ": " + cause.getMessage(),
                    cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailable("interrupted while writing the redrive", e);
        } finally {
            producer.close(CLOSE_TIMEOUT);
        }
    }

    /** A job with its current progress. */
    public record JobWithStatus(Redrive job, RedriveStatus status) {
    }

    /** Returns empty if there is no job with that id. */
    public Optional<JobWithStatus> find(String id) {
        Map<Integer, RedriveProgress> progress = new HashMap<>();
        AtomicReference<@Nullable Redrive> job = new AtomicReference<>();
        try (TopicTail tail = TopicTail.fromBeginning(access, List.of(names.jobs()))) {
            tail.toEnd(record -> {
                JobKey key = key(record);
                if (key instanceof JobKey.RedriveKey(String found) && found.equals(id)) {
                    job.set(jobOf(id, record));
                } else if (key instanceof JobKey.ProgressKey(String found, int partition) && found.equals(id)) {
                    addProgress(record, partition, progress);
                }
            });
        }
        Redrive found = job.get();
        return found == null
                ? Optional.empty()
                : Optional.of(new JobWithStatus(found, RedriveStatus.of(found, progress)));
    }

    /**
     * Follows a job until it is done or the time is over.
     *
     * @param isEnough receives the status about ten times a second; returns whether to stop
     * @return the last status
     */
    public RedriveStatus follow(Redrive job, Duration atMost, Predicate<RedriveStatus> isEnough) {
        Map<Integer, RedriveProgress> progress = new HashMap<>();
        try (TopicTail tail = TopicTail.fromBeginning(access, List.of(names.jobs()))) {
            tail.until(() -> {
                RedriveStatus status = RedriveStatus.of(job, progress);
                return isEnough.test(status) || status.done();
            }, atMost, record -> {
                if (key(record) instanceof JobKey.ProgressKey(String id, int partition) && id.equals(job.id())) {
                    addProgress(record, partition, progress);
                }
            });
        }
        return RedriveStatus.of(job, progress);
    }

    /** Returns the jobs in the order in which they were written. */
    private List<Redrive> jobs() {
        Map<String, Redrive> byId = new HashMap<>();
        TreeMap<Long, String> order = new TreeMap<>();
        try (TopicTail tail = TopicTail.fromBeginning(access, List.of(names.jobs()))) {
            tail.toEnd(record -> {
                if (key(record) instanceof JobKey.RedriveKey(String id)) {
                    byId.remove(id);
                    Redrive job = jobOf(id, record);
                    if (job != null) {
                        byId.put(id, job);
                        order.put(record.offset(), id);
                    }
                }
            });
        }
        return order.values().stream().distinct().map(byId::get).filter(Objects::nonNull).toList();
    }

    private static @Nullable Redrive jobOf(String id, ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null ? null : Redrive.read(id, record.value());
        } catch (InvalidJsonException e) {
            LOG.warn("ignored job {} at offset {}, which cannot be read: {}", id, record.offset(), e.getMessage());
            return null;
        }
    }

    private static void addProgress(ConsumerRecord<byte[], byte[]> record, int partition,
            Map<Integer, RedriveProgress> progress) {
        RedriveProgress there = progressOf(record);
        if (there != null) {
            progress.put(partition, there);
        }
    }

    private static @Nullable RedriveProgress progressOf(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null ? null : RedriveProgress.read(record.value());
        } catch (InvalidJsonException e) {
            LOG.warn("ignored the progress at offset {}, which cannot be read: {}", record.offset(), e.getMessage());
            return null;
        }
    }

    private static @Nullable JobKey key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null
                ? null
                : JobKey.parse(new String(record.key(), StandardCharsets.UTF_8)).orElse(null);
    }
}
