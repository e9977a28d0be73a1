package dev.carteiro.api.registry;

import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.topic.EndOffsetReader;
import dev.carteiro.api.topic.TopicWriter;
import dev.carteiro.runtime.follow.TopicFollower;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.vital.Activity;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.subscription.SubscriptionTimes;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes subscriptions. Safe for any thread.
 *
 * <p>Each read first gets the end of the subscriptions topic and waits until everything before it has been applied
 * here, which takes one or two milliseconds. So it sees every write that was acknowledged before it began. Changes of
 * one subscription through one instance run one after the other.
 */
public final class SubscriptionRegistry implements AutoCloseable {
    private static final Duration LOAD_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(3);

    private final SubscriptionDirectory directory = new SubscriptionDirectory();
    private final TopicFollower applied;
    private final TopicFollower written;
    private final EndOffsetReader end;
    private final TopicWriter writer;
    private final Quotas quotas;
    private final Map<String, ChangeLock> changeLocks = new ConcurrentHashMap<>();

    /** Serializes the changes of one subscription. The map guards the count. */
    private static final class ChangeLock {
        private final ReentrantLock lock = new ReentrantLock();
        private int users;
    }

    /** Computes the new document of a subscription. */
    @FunctionalInterface
    public interface DocumentChange {
        /**
         * Returns the new document; {@code null} to delete the subscription.
         *
         * @param current {@code null} if the subscription does not exist
         */
        byte @Nullable [] apply(@Nullable RegisteredSubscription current) throws InterruptedException;
    }

    /**
     * Starts a registry and returns once it has read all subscriptions.
     *
     * @param onFatal is called when the topics can no longer be followed; the process should then end
     * @throws KafkaUnavailable if the topics cannot be read in time
     */
    public static SubscriptionRegistry start(KafkaAccess access, TopicNames names, SubscriptionReader reader,
            Quotas.Limits limits,
            Consumer<Throwable> onFatal) throws InterruptedException {
        return new SubscriptionRegistry(access, names, reader, limits, onFatal);
    }

    private SubscriptionRegistry(KafkaAccess access, TopicNames names, SubscriptionReader reader, Quotas.Limits limits,
            Consumer<Throwable> onFatal) throws InterruptedException {
        quotas = new Quotas(limits, directory.usage());
        SubscriptionTopicMerger merge = new SubscriptionTopicMerger(reader, directory);
        applied = TopicFollower.start(access, names.applied(), "api-applied",
                (id, record) -> merge.applyAppliedRecord(id, record.value(), record.offset(),
                        SubscriptionTimes.read(record.headers(), record.timestamp())),
                onFatal);
        applied.requireComplete(LOAD_TIMEOUT);
        // Started after the applied topic is complete: versions that the registrar has applied need no second
        // validation.
        written = TopicFollower.start(access, names.subscriptions(), "api-subscriptions",
                (id, record) -> merge.applySubscriptionRecord(id, record.value(), record.offset(),
                        Instant.ofEpochMilli(record.timestamp())),
                onFatal);
        try {
            written.requireComplete(LOAD_TIMEOUT);
        } catch (KafkaUnavailable e) {
            applied.close();
            throw e;
        }
        merge.publish();
        end = new EndOffsetReader(access, names.subscriptions(), "api-subscriptions-end", CATCH_UP_TIMEOUT, onFatal);
        writer = new TopicWriter(access, names.subscriptions(), "api");
    }

    /**
     * Finds a subscription.
     *
     * @return {@code null} if it does not exist
     */
    public @Nullable RegisteredSubscription find(String id) throws InterruptedException {
        catchUp();
        return directory.find(id);
    }

    public SubscriptionPage list(SubscriptionQuery listing) throws InterruptedException {
        catchUp();
        return directory.list(listing);
    }

    /**
     * Writes a subscription with a new id.
     *
     * @throws dev.carteiro.api.jsonapi.ApiException if the tenant's quota is exceeded
     */
    public RegisteredSubscription create(String id, byte[] json) throws InterruptedException {
        return write(id, null, json);
    }

    /**
     * Writes what {@code change} computes from the newest version.
     *
     * @return the new state; {@code null} if it was deleted
     * @throws dev.carteiro.api.jsonapi.ApiException if the document grows beyond the tenant's quota
     */
    public @Nullable RegisteredSubscription change(String id, DocumentChange change) throws InterruptedException {
        ChangeLock changeLock = changeLocks.compute(id, (key, known) -> acquire(known));
        try {
            return changeLocked(changeLock.lock, id, change);
        } finally {
            changeLocks.computeIfPresent(id, (key, known) -> --known.users == 0 ? null : known);
        }
    }

    private static ChangeLock acquire(@Nullable ChangeLock known) {
        ChangeLock changeLock = known == null ? new ChangeLock() : known;
        changeLock.users++;
        return changeLock;
    }

    private @Nullable RegisteredSubscription changeLocked(ReentrantLock changeLock, String id, DocumentChange change)
            throws InterruptedException {
        changeLock.lockInterruptibly();
        try {
            RegisteredSubscription current = find(id);
            byte[] json = change.apply(current);
            if (json == null) {
                writer.append(id, null, new RecordHeaders());
                return null;
            }
            return write(id, current, json);
        } finally {
            changeLock.unlock();
        }
    }

    /** Returns what the followers' threads are working on. */
    public List<Activity> activities() {
        return List.of(applied.activity(), written.activity());
    }

    /** Returns the number of subscriptions. */
    public int size() {
        return directory.size();
    }

    @Override
    public void close() {
        writer.close();
        end.close();
        written.close();
        applied.close();
    }

    private RegisteredSubscription write(String id, @Nullable RegisteredSubscription current, byte[] json)
            throws InterruptedException {
        SubscriptionVersion version = SubscriptionTopicMerger.requireRead(json, -1, Instant.EPOCH);
        Quotas.Reservation reservation = reserve(current, version);
        boolean isWritten = false;
        try {
            RecordMetadata metadata = writer.append(id, json, new RecordHeaders());
            reservation.recordWritten(metadata.offset());
            isWritten = true;
            return RegisteredSubscription.written(id,
                    version.at(metadata.offset(), Instant.ofEpochMilli(metadata.timestamp())),
                    current);
        } finally {
            if (!isWritten) {
                reservation.release();
            }
        }
    }

    /**
     * Reserves quota. Reads the topic to its end before it rejects a write, because a recent delete may have freed
     * quota.
     */
    private Quotas.Reservation reserve(@Nullable RegisteredSubscription current, SubscriptionVersion version)
            throws InterruptedException {
        try {
            return quotas.reserve(current, version, written.position());
        } catch (ApiException e) {
            catchUp();
            return quotas.reserve(current, version, written.position());
        }
    }

    private void catchUp() throws InterruptedException {
        if (!written.awaitPosition(end.read(), CATCH_UP_TIMEOUT)) {
            throw new KafkaUnavailable("records written to the subscriptions topic did not arrive within "
                    + CATCH_UP_TIMEOUT.toSeconds() + " s", null);
        }
    }
}
