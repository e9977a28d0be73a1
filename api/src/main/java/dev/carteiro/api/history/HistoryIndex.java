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
 * What became of deliveries, as far as it is held. Safe for any thread: the follower writes, whoever answers reads, and the
 * lock is held for looking things up only, not for parsing them.
 */
public final class HistoryIndex {
    /** The largest part of a list that is given at once, in bytes of memory; one record may be larger. */
    public static final int PAGE_BYTES = 512 * 1024;

    /** The most of one delivery's attempts that are given, the newest, in bytes of memory. */
    public static final int DELIVERY_BYTES = 128 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final AttemptIndex attempts;
    private final DeadLetterIndex letters;

    /** @param maxBytes of all that is held; a quarter for dead letters */
    public HistoryIndex(long maxBytes) {
        attempts = new AttemptIndex(maxBytes / 4 * 3);
        letters = new DeadLetterIndex(maxBytes / 4);
    }

    /** The topics it is made of. */
    enum Topic {
        ATTEMPTS, DEAD_LETTERS
    }

    /**
     * A subscription's attempts, tests and deliveries that ended without one included.
     *
     * @param confinedTo only those of this tenant's events; {@code null} for all
     */
    public HistoryPage<AttemptEntry> attempts(String subscription, @Nullable String confinedTo, @Nullable HistoryPosition before, int size) {
        BoundedResults<RawAttempt> found;
        Coverage coverage;
        lock.lock();
        try {
            found = attempts.newest(subscription, confinedTo, before, size, PAGE_BYTES);
            coverage = attempts.coverage(subscription);
        } finally {
            lock.unlock();
        }
        return new HistoryPage<>(found.records().stream().map(HistoryIndex::told).toList(),
                found.isFull() ? found.records().getLast().position() : null, coverage);
    }

    /** Empty for one that is not held, which may have been before {@link #coverage}. */
    public Optional<DeliveryHistory> delivery(String id) {
        BoundedResults<RawAttempt> found;
        DeadLetterEntry letter;
        Coverage coverage;
        lock.lock();
        try {
            found = attempts.of(id, DELIVERY_BYTES);
            letter = found.records().isEmpty() ? letters.of(id) : null;
            coverage = attempts.coverage();
        } finally {
            lock.unlock();
        }
        if (letter != null) {
            return Optional.of(
                    new DeliveryHistory(letter.subject(), new DeliveryState.Dead(letter.reason()), List.of(), false, coverage));
        }
        List<AttemptEntry> told = found.records().reversed().stream().map(HistoryIndex::told).toList();
        return told.isEmpty()
                ? Optional.empty()
                : Optional.of(new DeliveryHistory(told.getLast().attempt().subject(),
                        DeliveryState.after(told.getLast().attempt()), told, found.isFull(), coverage));
    }

    public HistoryPage<DeadLetterEntry> deadLetters(DeadLetterQuery query, @Nullable HistoryPosition before, int size) {
        BoundedResults<DeadLetterEntry> found = letters.newest(query::wants, before, size, PAGE_BYTES);
        return new HistoryPage<>(found.records(), found.isFull() ? found.records().getLast().position() : null,
                coverage(query.subscription()));
    }

    /** How a subscription's endpoint has been doing with the events of one tenant; {@code null} for events without. */
    public DeliveryHealth health(String subscription, @Nullable String tenant) {
        lock.lock();
        try {
            return attempts.health(subscription, tenant);
        } finally {
            lock.unlock();
        }
    }

    /** From when on no attempt at all is missing. */
    public Coverage coverage() {
        lock.lock();
        try {
            return attempts.coverage();
        } finally {
            lock.unlock();
        }
    }

    /** Asked after the search: what was let go meanwhile counts. */
    private Coverage coverage(@Nullable String subscription) {
        lock.lock();
        try {
            return letters.coverage(subscription);
        } finally {
            lock.unlock();
        }
    }

    /** The last attempt of a delivery, as soon as there is one; empty if there is none in time. */
    public Optional<AttemptEntry> await(String delivery, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            List<RawAttempt> found = attempts.of(delivery, 1).records();
            while (found.isEmpty() && left > 0) {
                left = arrived.awaitNanos(left);
                found = attempts.of(delivery, 1).records();
            }
            return found.isEmpty() ? Optional.empty() : Optional.of(told(found.getFirst()));
        } finally {
            lock.unlock();
        }
    }

    /** About what is held in memory. */
    public long bytes() {
        lock.lock();
        try {
            return attempts.bytes() + letters.bytes();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes what follows of one partition.
     *
     * @return how many of them are not what they should be; they are left out
     */
    int apply(Topic topic, List<ConsumerRecord<byte[], byte[]>> records) {
        int strange = 0;
        lock.lock();
        try {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                strange += apply(topic, record) ? 0 : 1;
            }
            arrived.signalAll();
            return strange;
        } finally {
            lock.unlock();
        }
    }

    /** What follows of a partition does not follow what was there: all of that is let go. */
    void begin(Topic topic, int partition, long millis) {
        lock.lock();
        try {
            switch (topic) {
                case ATTEMPTS -> attempts.begin(partition, millis);
                case DEAD_LETTERS -> letters.begin(partition, millis);
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
                DeadLetter letter = DeadLetter.read(record.key(), record.value(), record.headers());
                if (letter != null) {
                    letters.add(DeadLetterEntry.of(position, letter));
                }
                yield letter != null;
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

    private static AttemptEntry told(RawAttempt found) {
        try {
            return new AttemptEntry(found.position(), AttemptRecord.read(found.json()));
        } catch (InvalidJsonException e) {
            throw new IllegalStateException("it could be read when it came", e);
        }
    }
}
