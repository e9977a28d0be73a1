package dev.carteiro.api.registry;

import dev.carteiro.runtime.follow.TopicFollower;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions, read and written. Safe for any thread.
 *
 * <p>Each read first learns where the subscriptions topic ends and waits until everything below has been applied here,
 * which is a millisecond or two; so it sees every write that was acknowledged before it began. Changes of one
 * subscription through this instance take turns.
 */
public final class Registry implements AutoCloseable {
    private static final Duration LOADS_WITHIN = Duration.ofSeconds(60);
    private static final Duration CATCHES_UP_WITHIN = Duration.ofSeconds(3);
    private static final int TURNS = 256;

    private final Directory directory = new Directory();
    private final TopicFollower applied;
    private final TopicFollower written;
    private final TopicEnd end;
    private final Journal journal;
    private final ReentrantLock[] turns = Stream.generate(ReentrantLock::new).limit(TURNS)
            .toArray(ReentrantLock[]::new);

    /** What a change does to a subscription. */
    @FunctionalInterface
    public interface Change {
        /**
         * @param current {@code null} if there is no such subscription
         * @return the new document, {@code null} to delete it
         */
        byte @Nullable [] apply(@Nullable Registered current);
    }

    /**
     * Returns when it knows all subscriptions.
     *
     * @param onFatal told when it can no longer follow; the process should end
     * @throws KafkaUnavailable if they cannot be read in time
     */
    public static Registry start(KafkaAccess access, TopicNames names, SubscriptionReader reader,
            Consumer<Throwable> onFatal) throws InterruptedException {
        return new Registry(access, names, reader, onFatal);
    }

    private Registry(KafkaAccess access, TopicNames names, SubscriptionReader reader, Consumer<Throwable> onFatal)
            throws InterruptedException {
        Merge merge = new Merge(reader, directory);
        applied = TopicFollower.start(access, names.applied(), "api-applied", merge::applied, onFatal);
        applied.requireComplete(LOADS_WITHIN);
        // Only then: what the registrar has passed needs no second check.
        written = TopicFollower.start(access, names.subscriptions(), "api-subscriptions", merge::written, onFatal);
        try {
            written.requireComplete(LOADS_WITHIN);
        } catch (KafkaUnavailable e) {
            applied.close();
            throw e;
        }
        merge.show();
        end = new TopicEnd(access, names.subscriptions(), CATCHES_UP_WITHIN);
        journal = new Journal(access, names.subscriptions());
    }

    /** @return {@code null} if there is no such subscription */
    public @Nullable Registered find(String id) throws InterruptedException {
        catchUp();
        return directory.find(id);
    }

    public Page list(Listing listing) throws InterruptedException {
        catchUp();
        return directory.list(listing);
    }

    /** Writes a subscription that nobody else knows the id of. */
    public Registered create(String id, byte[] json) throws InterruptedException {
        return Registered.written(id, json, journal.append(id, json), null);
    }

    /**
     * Writes what {@code change} makes of the newest version.
     *
     * @return what it is now; {@code null} if it is deleted
     */
    public @Nullable Registered change(String id, Change change) throws InterruptedException {
        ReentrantLock turn = turns[Math.floorMod(id.hashCode(), TURNS)];
        turn.lockInterruptibly();
        try {
            Registered current = find(id);
            byte[] json = change.apply(current);
            long offset = journal.append(id, json);
            return json == null
                    ? null
                    : Registered.written(id, json, offset, current == null ? null : current.applied());
        } finally {
            turn.unlock();
        }
    }

    /** How many there are. */
    public int size() {
        return directory.size();
    }

    @Override
    public void close() {
        journal.close();
        end.close();
        written.close();
        applied.close();
    }

    private void catchUp() throws InterruptedException {
        if (!written.awaitPosition(end.now(), CATCHES_UP_WITHIN)) {
            throw new KafkaUnavailable("what was written to the subscriptions topic did not arrive within "
                    + CATCHES_UP_WITHIN.toSeconds() + " s", null);
        }
    }
}
