package dev.carteiro.bench.load;

import dev.carteiro.bench.process.BenchHarnessException;
import dev.carteiro.runtime.kafka.AdminCalls;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.kafka.TopicAdmin;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import dev.carteiro.schemas.topic.TopicPlan;
import dev.carteiro.schemas.topic.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** An installation for one measurement, with a prefix of its own. Closing deletes its topics. Used by one thread. */
public final class BenchInstallation implements AutoCloseable {
    private static final int PARTITIONS = 12;
    private static final int DELETE_TIMEOUT_SECONDS = 30;
    private static final int CREATE_ATTEMPTS = 60;
    private static final Duration CREATE_PAUSE = Duration.ofMillis(500);
    private static final Map<String, Object> SETTINGS = Map.of(ProducerConfig.LINGER_MS_CONFIG, 2,
            ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024, ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024,
            ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"); // as in the router

    private final KafkaAccess access;
    private final TopicPlan plan;
    private final Producer<byte[], byte[]> producer;
    private int transactions;
    private volatile @Nullable Exception failed;

    private BenchInstallation(KafkaAccess access, TopicPlan plan) {
        this.access = access;
        this.plan = plan;
        producer = new KafkaProducer<>(access.with(SETTINGS), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** @param name a prefix that is unused on this broker */
    public static BenchInstallation create(KafkaAccess access, String name) {
        TopicPlan plan = new TopicPlan(new TopicNames(name + "."), RetryTiers.DEFAULT, PARTITIONS);
        try (TopicAdmin admin = new TopicAdmin(access)) {
            create(admin, plan);
        }
        commit(access, plan.names());
        return new BenchInstallation(access, plan);
    }

    /** Retries, because a broker that is busy deleting the last scenario's topics does not know new ones at once. */
    private static void create(TopicAdmin admin, TopicPlan plan) {
        for (int attempt = 1;; attempt++) {
            try {
                admin.create(plan, Optional.empty());
                return;
            } catch (KafkaUnavailable e) {
                if (attempt == CREATE_ATTEMPTS) {
                    throw new BenchHarnessException("cannot create topics: " + e.getMessage(), e);
                }
                LockSupport.parkNanos(CREATE_PAUSE.toNanos());
            }
        }
    }

    /** Creates a transaction for records that are revealed later; the caller closes it. */
    public UncommittedRecords hidden() {
        transactions++;
        return new UncommittedRecords(access, SETTINGS, plan.names().prefix() + "hidden-" + transactions);
    }

    public TopicNames names() {
        return plan.names();
    }

    /** Returns the retry topics, shortest wait first. */
    public List<String> retryTopics() {
        return plan.tiers().topics(plan.names());
    }

    public int partitions() {
        return plan.partitions();
    }

    /**
     * Commits offset 0 of the subscriptions topic for the routers' group, as a registrar does before it writes to the applied topic.
     * A router does not start if the applied topic has records but its group has no offset.
     */
    private static void commit(KafkaAccess access, TopicNames names) {
        Map<TopicPartition, OffsetAndMetadata> start = Map.of(new TopicPartition(names.subscriptions(), 0),
                new OffsetAndMetadata(0));
        try (Admin admin = access.admin()) {
            AdminCalls.await(admin.alterConsumerGroupOffsets(names.routerGroup(), start).all(),
                    "write an offset for the routers' group");
        }
    }

    /** Applies subscriptions, as the registrar would. */
    public void apply(List<BenchSubscription> hooks, int receiverPort) {
        hooks.forEach(hook -> write(
                new ProducerRecord<>(names().applied(), hook.key(), hook.subscription(receiverPort))));
        flush();
    }

    /** Blocks only if the producer's buffer is full. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback gets failures
    public void write(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                failed = failure;
            }
        });
    }

    public void flush() {
        producer.flush();
        Exception failure = failed;
        if (failure != null) {
            throw new BenchHarnessException("a record was not written: " + failure, failure);
        }
    }

    @Override
    public void close() {
        producer.close();
        List<String> names = plan.all().stream().map(TopicSpec::name).toList();
        try (Admin admin = access.admin()) {
            admin.deleteTopics(names).all().get(DELETE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new BenchHarnessException(
                    "cannot delete the topics of " + plan.names().prefix() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
