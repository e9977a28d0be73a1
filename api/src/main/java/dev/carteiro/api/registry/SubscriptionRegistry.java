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
 * Subscriptions, read and written. Safe for any thread.
 *
 * <p>Each read first learns where the subscriptions topic ends and waits until everything below has been applied here,
 * which is a millisecond or two; so it sees every write that was acknowledged before it began. Changes of one
 * subscription through this instance take turns.
 */
public final class SubscriptionRegistry implements AutoCloseable {
    private static final Duration LOADS_WITHIN = Duration.ofSeconds(60);
    private static final Duration CATCHES_UP_WITHIN = Duration.ofSeconds(3);

    private final SubscriptionDirectory directory = new SubscriptionDirectory();
    private final TopicFollower applied;
    private final TopicFollower written;
    private final EndOffsetReader end;
    private final TopicWriter writer;
    private final Quotas quotas;
    private final Map<String, ChangeLock> turns = new ConcurrentHashMap<>();

    /** Of the changes of one subscription: no other one waits for them. The map guards the count. */
    private static final class ChangeLock {
        private final ReentrantLock lock = new ReentrantLock();
        private int users;
    }

    /** What a change does to a subscription. */
    @FunctionalInterface
    public interface DocumentChange {
        /**
         * @param current {@code null} if there is no such subscription
         * @return the new document, {@code null} to delete it
         */
        byte @Nullable [] apply(@Nullable RegisteredSubscription current) throws InterruptedException;
    }

    /**
     * Returns when it knows all subscriptions.
     *
     * @param onFatal told when it can no longer follow; the process should end
     * @throws KafkaUnavailable if they cannot be read in time
     */
    public static SubscriptionRegistry start(KafkaAccess access, TopicNames names, SubscriptionReader reader, Quotas.Limits limits,
            Consumer<Throwable> onFatal) throws InterruptedException {
        return new SubscriptionRegistry(access, names, reader, limits, onFatal);
    }

    private SubscriptionRegistry(KafkaAccess access, TopicNames names, SubscriptionReader reader, Quotas.Limits limits,
            Consumer<Throwable> onFatal) throws InterruptedException {
        quotas = new Quotas(limits, directory.usage());
        SubscriptionTopicMerger merge = new SubscriptionTopicMerger(reader, directory);
        applied = TopicFollower.start(access, names.applied(), "api-applied",
                (id, record) -> merge.applied(id, record.value(), record.offset(),
                        SubscriptionTimes.read(record.headers(), record.timestamp())),
                onFatal);
        applied.requireComplete(LOADS_WITHIN);
        // Only then: what the registrar has passed needs no second check.
        written = TopicFollower.start(access, names.subscriptions(), "api-subscriptions",
                (id, record) -> merge.written(id, record.value(), record.offset(),
                        Instant.ofEpochMilli(record.timestamp())),
                onFatal);
        try {
            written.requireComplete(LOADS_WITHIN);
        } catch (KafkaUnavailable e) {
            applied.close();
            throw e;
        }
        merge.show();
        end = new EndOffsetReader(access, names.subscriptions(), "api-subscriptions-end", CATCHES_UP_WITHIN, onFatal);
        writer = new TopicWriter(access, names.subscriptions(), "api");
    }

    /** @return {@code null} if there is no such subscription */
    public @Nullable RegisteredSubscription find(String id) throws InterruptedException {
        catchUp();
        return directory.find(id);
    }

    public SubscriptionPage list(SubscriptionQuery listing) throws InterruptedException {
        catchUp();
        return directory.list(listing);
    }

    /**
     * Writes a subscription that nobody else knows the id of.
     *
     * @throws dev.carteiro.api.jsonapi.ApiException if its tenant has no room for it
     */
    public RegisteredSubscription create(String id, byte[] json) throws InterruptedException {
        return write(id, null, json);
    }

    /**
     * Writes what {@code change} makes of the newest version.
     *
     * @return what it is now; {@code null} if it is deleted
     * @throws dev.carteiro.api.jsonapi.ApiException if it grows and its tenant has no room for that
     */
    public @Nullable RegisteredSubscription change(String id, DocumentChange change) throws InterruptedException {
        ChangeLock turn = turns.compute(id, (key, known) -> joined(known));
        try {
            return changeInTurn(turn.lock, id, change);
        } finally {
            turns.computeIfPresent(id, (key, known) -> --known.users == 0 ? null : known);
        }
    }

    private static ChangeLock joined(@Nullable ChangeLock known) {
        ChangeLock turn = known == null ? new ChangeLock() : known;
        turn.users++;
        return turn;
    }

    private @Nullable RegisteredSubscription changeInTurn(ReentrantLock turn, String id, DocumentChange change)
            throws InterruptedException {
        turn.lockInterruptibly();
        try {
            RegisteredSubscription current = find(id);
            byte[] json = change.apply(current);
            if (json == null) {
                writer.append(id, null, new RecordHeaders());
                return null;
            }
            return write(id, current, json);
        } finally {
            turn.unlock();
        }
    }

    /** What the followers' threads are working on. */
    public List<Activity> activities() {
        return List.of(applied.activity(), written.activity());
    }

    /** How many there are. */
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

    private RegisteredSubscription write(String id, @Nullable RegisteredSubscription current, byte[] json) throws InterruptedException {
        SubscriptionVersion version = SubscriptionTopicMerger.requireRead(json, -1, Instant.EPOCH);
        Quotas.Reservation claim = claim(current, version);
        boolean isWritten = false;
        try {
            RecordMetadata place = writer.append(id, json, new RecordHeaders());
            claim.written(place.offset());
            isWritten = true;
            return RegisteredSubscription.written(id, version.at(place.offset(), Instant.ofEpochMilli(place.timestamp())),
                    current);
        } finally {
            if (!isWritten) {
                claim.failed();
            }
        }
    }

    /** What was deleted a moment ago may make room: so nobody is refused before everything is read. */
    private Quotas.Reservation claim(@Nullable RegisteredSubscription current, SubscriptionVersion version) throws InterruptedException {
        try {
            return quotas.claim(current, version, written.position());
        } catch (ApiException e) {
            catchUp();
            return quotas.claim(current, version, written.position());
        }
    }

    private void catchUp() throws InterruptedException {
        if (!written.awaitPosition(end.read(), CATCHES_UP_WITHIN)) {
            throw new KafkaUnavailable("what was written to the subscriptions topic did not arrive within "
                    + CATCHES_UP_WITHIN.toSeconds() + " s", null);
        }
    }
}
