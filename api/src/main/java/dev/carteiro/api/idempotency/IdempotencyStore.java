package dev.carteiro.api.idempotency;

import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.idempotency.IdempotencyKeyTable.KeyEntry;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.limit.FairPool;
import dev.carteiro.api.topic.EndOffsetReader;
import dev.carteiro.api.topic.TopicWriter;
import dev.carteiro.runtime.follow.TopicFollower;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.kafka.TopicTail;
import dev.carteiro.runtime.vital.Activity;
import dev.carteiro.schemas.idempotency.IdempotencyRecord;
import dev.carteiro.schemas.idempotency.IdempotencyRecord.State;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.topic.TopicNames;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Idempotency keys in a topic that all instances of the API read and write. Safe for any thread.
 *
 * <p>In memory it has a few hundred bytes for each key; a stored response is read from the topic when it is wanted.
 */
public final class IdempotencyStore implements Idempotency, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyStore.class);
    private static final String HEADER = "Idempotency-Key";
    private static final Duration LOADS_WITHIN = Duration.ofSeconds(60);
    private static final Duration CATCHES_UP_WITHIN = Duration.ofSeconds(3);

    /** Longer than a request is worked on. After that it counts as given up, and the same request takes its place. */
    static final Duration CLAIM_LASTS = Duration.ofMinutes(1);

    private static final int MOST_OF_AN_ACCOUNT = 10_000;
    private static final int ENTRY_BYTES = 512;
    private static final long COME_BACK_SECONDS = 1;
    private static final long COME_BACK_WHEN_FULL_SECONDS = 60;

    /** Each opens a Kafka client for a moment. */
    private static final int READ_AT_ONCE = 5;
    private static final Duration READ_WITHIN = Duration.ofSeconds(5);

    private final KafkaAccess access;
    private final TopicPartition topic;
    private final InstantSource clock;
    private final IdempotencyKeyTable keys;
    private final int mostOfAnAccount;
    private final TopicFollower follower;
    private final EndOffsetReader end;
    private final TopicWriter writer;
    private final FairPool readers = new FairPool(READ_AT_ONCE);

    /**
     * Begins to read the topic.
     *
     * @param onFatal told when it can no longer be followed; the process should end
     */
    public static IdempotencyStore start(KafkaAccess access, TopicNames names, InstantSource clock,
            Consumer<Throwable> onFatal) {
        int most = (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 32 / ENTRY_BYTES);
        return new IdempotencyStore(access, names, clock, most, MOST_OF_AN_ACCOUNT, onFatal);
    }

    /**
     * @param most keys of all accounts
     * @param mostOfAnAccount keys of one of them
     */
    IdempotencyStore(KafkaAccess access, TopicNames names, InstantSource clock, int most, int mostOfAnAccount,
            Consumer<Throwable> onFatal) {
        this.access = access;
        this.clock = clock;
        this.mostOfAnAccount = mostOfAnAccount;
        topic = new TopicPartition(names.idempotency(), 0);
        keys = new IdempotencyKeyTable(clock, most);
        follower = TopicFollower.start(access, topic.topic(), "api-idempotency",
                (name, record) -> keys.apply(name, IdempotencyRecord.read(record.headers()), record.offset(),
                        Instant.ofEpochMilli(record.timestamp())),
                onFatal);
        end = new EndOffsetReader(access, topic.topic(), "api-idempotency-end", CATCHES_UP_WITHIN, onFatal);
        writer = new TopicWriter(access, topic.topic(), "api-idempotency");
    }

    /** @throws KafkaUnavailable if the topic cannot be read in time */
    public void requireComplete() throws InterruptedException {
        follower.requireComplete(LOADS_WITHIN);
    }

    /** What the follower's thread is working on. */
    public Activity activity() {
        return follower.activity();
    }

    @Override
    public RequestDecision decide(Caller caller, String key, String request) throws InterruptedException {
        CallerKey callerKey = new CallerKey(caller, key);
        awaitPosition(end.read());
        KeyEntry known = keys.find(callerKey.name());
        Instant now = clock.instant();
        if (known == null || known.isOlderThan(IdempotencyKeyTable.LIFETIME, now)) {
            requireRoom(callerKey);
            return new RequestDecision.Proceed(new StoredExecution(callerKey, request, UUID.randomUUID(), known));
        }
        if (!known.record().request().equals(request)) {
            throw reused();
        }
        return switch (known.state()) {
            case DONE -> new RequestDecision.Replay(response(callerKey, known.offset(), caller.account()));
            case CLAIMED -> {
                if (!known.isOlderThan(CLAIM_LASTS, now)) {
                    throw inProgress();
                }
                yield new RequestDecision.Proceed(new StoredExecution(callerKey, request, known.record().seed(), known));
            }
            case FAILED -> new RequestDecision.Proceed(new StoredExecution(callerKey, request, known.record().seed(), known));
            case RELEASED -> throw new IllegalStateException("a released key is not kept");
        };
    }

    @Override
    public void close() {
        writer.close();
        end.close();
        follower.close();
    }

    private final class StoredExecution implements RequestExecution {
        private final CallerKey key;
        private final IdempotencyRecord claim;
        private final boolean repeated;
        private boolean claimed;

        private StoredExecution(CallerKey key, String request, UUID seed, @Nullable KeyEntry known) {
            this.key = key;
            repeated = known != null && known.record().seed().equals(seed);
            claim = IdempotencyRecord.claim(UUID.randomUUID(), request, seed, known == null ? -1 : known.offset());
        }

        @Override
        public UUID seed() {
            return claim.seed();
        }

        @Override
        public boolean isRepeated() {
            return repeated;
        }

        @Override
        public void claim() throws InterruptedException {
            if (claimed) {
                return;
            }
            awaitPosition(writer.append(key.name(), null, claim.headers()).offset() + 1);
            KeyEntry first = keys.find(key.name());
            if (first == null || !first.record().claim().equals(claim.claim())) {
                throw first == null || first.record().request().equals(claim.request()) ? inProgress() : reused();
            }
            claimed = true;
        }

        @Override
        public void succeed(StoredResponse response) throws InterruptedException {
            if (!claimed) {
                return;
            }
            try {
                writer.append(key.name(), key.encrypt(response.bytes()), ended(State.DONE));
            } catch (KafkaUnavailable e) {
                // What was made stays made, and its client is to know of it: a repetition finds it by the seed.
                LOG.warn("the response to a request with an {} cannot be kept: {}", HEADER, e.getMessage());
            }
        }

        @Override
        public void fail(boolean madeNothing) throws InterruptedException {
            if (!claimed) {
                return;
            }
            if (!madeNothing) {
                // Perhaps because Kafka is away: nobody waits for it once more. The claim ends by itself.
                writer.appendLater(key.name(), ended(State.FAILED));
                return;
            }
            try {
                writer.append(key.name(), null, ended(State.RELEASED));
            } catch (KafkaUnavailable e) {
                LOG.debug("the claim ends by itself: {}", e.getMessage());
            }
        }

        private Headers ended(State state) {
            return claim.ended(state).headers();
        }
    }

    private void awaitPosition(long offset) throws InterruptedException {
        if (!follower.awaitPosition(offset, CATCHES_UP_WITHIN)) {
            throw new KafkaUnavailable("what was written to " + topic.topic() + " did not arrive within "
                    + CATCHES_UP_WITHIN.toSeconds() + " s", null);
        }
    }

    private void requireRoom(CallerKey key) {
        if (keys.countOf(CallerKey.account(key.name())) >= mostOfAnAccount) {
            throw ApiException.later(ErrorCode.TOO_MANY_IDEMPOTENCY_KEYS,
                    "a tenant, or a token without one, may use " + mostOfAnAccount + " keys within "
                            + IdempotencyKeyTable.LIFETIME.toHours() + " h: wait, or send the request without " + HEADER,
                    COME_BACK_WHEN_FULL_SECONDS);
        }
        if (keys.isFull()) {
            throw ApiException.later(ErrorCode.BUSY, "there are as many keys in use as the API has memory for: wait, or send"
                    + " the request without " + HEADER, COME_BACK_WHEN_FULL_SECONDS);
        }
    }

    private StoredResponse response(CallerKey key, long offset, String account) throws InterruptedException {
        try (FairPool.Allocation _ = readers.take(account, 1, READ_WITHIN).orElseThrow(() -> ApiException.later(ErrorCode.BUSY,
                "other responses are being read again at the moment", COME_BACK_SECONDS))) {
            return StoredResponse.read(key.decrypt(read(offset)));
        } catch (GeneralSecurityException | InvalidJsonException e) {
            LOG.warn("offset {} of {} is not a response that was stored here: {}", offset, topic.topic(),
                    e.getMessage());
            throw ApiException.header(ErrorCode.CONFLICT, HEADER,
                    "the request was done, and its response cannot be read any more: look at what is there");
        }
    }

    private byte[] read(long offset) {
        AtomicReference<byte @Nullable []> found = new AtomicReference<>();
        try (TopicTail tail = TopicTail.fromBeginning(access, List.of(topic.topic()))) {
            tail.seek(topic, offset);
            tail.until(() -> found.get() != null, READ_WITHIN, record -> {
                if (record.offset() == offset) {
                    found.set(record.value() == null ? new byte[0] : record.value());
                }
            });
        } catch (KafkaException e) {
            throw new KafkaUnavailable("cannot read " + topic.topic() + ": " + e.getMessage(), e);
        }
        byte[] value = found.get();
        if (value == null) {
            throw new KafkaUnavailable("cannot read offset " + offset + " of " + topic.topic(), null);
        }
        return value;
    }

    private static ApiException inProgress() {
        return ApiException.later(ErrorCode.IDEMPOTENCY_KEY_IN_USE,
                "a request with this " + HEADER + " is being done: wait for it, then send this one again",
                COME_BACK_SECONDS);
    }

    private static ApiException reused() {
        return ApiException.header(ErrorCode.IDEMPOTENCY_KEY_REUSED, HEADER,
                "it was used within " + IdempotencyKeyTable.LIFETIME.toHours()
                        + " h for a request with another method, path or body: use a new key for each request");
    }
}
