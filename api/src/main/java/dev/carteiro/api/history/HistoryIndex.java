package dev.carteiro.api.history;

import dev.carteiro.api.history.AttemptIndex.RawAttempt;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.json.InvalidJsonException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The delivery history that is held in memory. Safe for any thread: the follower writes, requests read. The lock is
 * held for looking records up, not for parsing them.
 */
public final class HistoryIndex {
    /** Maximum size of one page in memory; a single record may be larger. */
    public static final int PAGE_BYTES = 512 * 1024;

    /** Maximum memory of the attempts returned for one delivery; the newest are returned. */
    public static final int DELIVERY_BYTES = 128 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final AttemptIndex attempts;
    private final DeadLetterIndex deadLetters;

    /** @param maxBytes maximum memory; a quarter of it for dead letters */
    public HistoryIndex(long maxBytes) {
        attempts = new AttemptIndex(maxBytes / 4 * 3);
        deadLetters = new DeadLetterIndex(maxBytes / 4);
    }

    /** A topic that the history is read from. */
    enum Topic {
        ATTEMPTS, DEAD_LETTERS
    }

    /**
     * Returns a subscription's attempts, with tests and deliveries that ended without an attempt.
     *
     * @param onlyTenant only attempts for this tenant's events; {@code null} for all
     */
    public HistoryPage<AttemptEntry> attempts(String subscription, @Nullable String onlyTenant,
            @Nullable HistoryPosition before, int size) {
        BoundedResults<RawAttempt> found;
        Coverage coverage;
        lock.lock();
        try {
            found = attempts.newest(subscription, onlyTenant, before, size, PAGE_BYTES);
            coverage = attempts.coverage(subscription);
        } finally {
            lock.unlock();
        }
        return new HistoryPage<>(found.records().stream().map(HistoryIndex::toEntry).toList(),
                found.isFull() ? found.records().getLast().position() : null, coverage);
    }

    /** Returns a delivery; empty if it is not held, in which case it may be older than {@link #coverage}. */
    public Optional<DeliveryHistory> delivery(String id) {
        BoundedResults<RawAttempt> found;
        DeadLetterEntry deadLetter;
        Coverage coverage;
        lock.lock();
        try {
            found = attempts.ofDelivery(id, DELIVERY_BYTES);
            deadLetter = found.records().isEmpty() ? deadLetters.ofDelivery(id) : null;
            coverage = attempts.coverage();
        } finally {
            lock.unlock();
        }
        if (deadLetter != null) {
            return Optional.of(
                    new DeliveryHistory(deadLetter.subject(), new DeliveryState.Dead(deadLetter.reason()), List.of(),
                            false,
                            coverage));
        }
        List<AttemptEntry> entries = found.records().reversed().stream().map(HistoryIndex::toEntry).toList();
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(new DeliveryHistory(entries.getLast().attempt().subject(),
                        DeliveryState.after(entries.getLast().attempt()), entries, found.isFull(), coverage));
    }

    public HistoryPage<DeadLetterEntry> deadLetters(DeadLetterQuery query, @Nullable HistoryPosition before, int size) {
        BoundedResults<DeadLetterEntry> found = deadLetters.newest(query::matches, before, size, PAGE_BYTES);
        return new HistoryPage<>(found.records(), found.isFull() ? found.records().getLast().position() : null,
                coverage(query.subscription()));
    }

    /**
     * Returns the health of a subscription's endpoint with the events of one tenant; {@code null} for events without a
     * tenant.
     */
    public DeliveryHealth health(String subscription, @Nullable String tenant) {
        lock.lock();
        try {
            return attempts.health(subscription, tenant);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the time since when no attempt of any subscription is missing. */
    public Coverage coverage() {
        lock.lock();
        try {
            return attempts.coverage();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the coverage of dead letters. Read it after the search, so that evictions during the search count. */
    private Coverage coverage(@Nullable String subscription) {
        lock.lock();
        try {
            return deadLetters.coverage(subscription);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the first attempt of a delivery and returns its last one; empty on timeout. */
    public Optional<AttemptEntry> await(String delivery, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            List<RawAttempt> found = attempts.ofDelivery(delivery, 1).records();
            while (found.isEmpty() && left > 0) {
                left = arrived.awaitNanos(left);
                found = attempts.ofDelivery(delivery, 1).records();
            }
            return found.isEmpty() ? Optional.empty() : Optional.of(toEntry(found.getFirst()));
        } finally {
            lock.unlock();
        }
    }

    /** Returns the approximate memory in use. */
    public long bytes() {
        lock.lock();
        try {
            return attempts.bytes() + deadLetters.bytes();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds the next records of one partition.
     *
     * @return how many records were skipped because they could not be read
     */
    int apply(Topic topic, List<ConsumerRecord<byte[], byte[]>> records) {
        int skipped = 0;
        lock.lock();
        try {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                skipped += apply(topic, record) ? 0 : 1;
            }
            arrived.signalAll();
            return skipped;
        } finally {
            lock.unlock();
        }
    }

    /** Drops everything held of a partition. The records that follow do not continue it. */
    void resetPartition(Topic topic, int partition, long millis) {
        lock.lock();
        try {
            switch (topic) {
                case ATTEMPTS -> attempts.resetPartition(partition, millis);
                case DEAD_LETTERS -> deadLetters.resetPartition(partition, millis);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean apply(Topic topic, ConsumerRecord<byte[], byte[]> record) {
        HistoryPosition position = new HistoryPosition(record.timestamp(), record.partition(), record.offset());
        return switch (topic) {
            case ATTEMPTS -> record.value() != null && add(position, record.value());
            case DEAD_LETTERS -> {
                DeadLetter deadLetter = DeadLetter.read(record.key(), record.value(), record.headers());
                if (deadLetter != null) {
                    deadLetters.add(DeadLetterEntry.of(position, deadLetter));
                }
                yield deadLetter != null;
            }
        };
    }

    private boolean add(HistoryPosition position, byte[] json) {
        try {
            attempts.add(position, json);
            return true;
        } catch (InvalidJsonException e) {
            return false;
        }
    }

    private static AttemptEntry toEntry(RawAttempt found) {
        try {
            return new AttemptEntry(found.position(), AttemptRecord.read(found.json()));
        } catch (InvalidJsonException e) {
            throw new IllegalStateException("the attempt was readable when it was added", e);
        }
    }
}
