package dev.carteiro.api.idempotency;

import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.idempotency.IdempotencyKeyTable.KeyEntry;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
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
 * <p>Each key takes a few hundred bytes of memory. A stored response is read from the topic on demand.
 */
public final class IdempotencyStore implements Idempotency, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyStore.class);
    private static final String HEADER = "Idempotency-Key";
    private static final Duration LOAD_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(3);

    /** Longer than any request takes. An older claim counts as abandoned, and the same request replaces it. */
    static final Duration CLAIM_LIFETIME = Duration.ofMinutes(1);

    private static final int MAX_KEYS_PER_ACCOUNT = 10_000;
    private static final int ENTRY_BYTES = 512;
    private static final long RETRY_AFTER_SECONDS = 1;
    private static final long RETRY_AFTER_SECONDS_WHEN_FULL = 60;

    /** Each read opens a Kafka client for a short time. */
    private static final int MAX_CONCURRENT_READS = 5;
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaAccess access;
    private final TopicPartition topic;
    private final InstantSource clock;
    private final IdempotencyKeyTable keys;
    private final int maxKeysPerAccount;
    private final TopicFollower follower;
    private final EndOffsetReader end;
    private final TopicWriter writer;
    private final FairPool readers = new FairPool(MAX_CONCURRENT_READS);

    /**
     * Starts to read the topic.
     *
     * @param onFatal is called when the topic can no longer be followed; the process should then end
     */
    public static IdempotencyStore start(KafkaAccess access, TopicNames names, InstantSource clock,
            Consumer<Throwable> onFatal) {
        int maxKeys = (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 32 / ENTRY_BYTES);
        return new IdempotencyStore(access, names, clock, maxKeys, MAX_KEYS_PER_ACCOUNT, onFatal);
    }

    /**
     * @param maxKeys keys of all accounts
     * @param maxKeysPerAccount keys of one account
     */
    IdempotencyStore(KafkaAccess access, TopicNames names, InstantSource clock, int maxKeys, int maxKeysPerAccount,
            Consumer<Throwable> onFatal) {
        this.access = access;
        this.clock = clock;
        this.maxKeysPerAccount = maxKeysPerAccount;
        topic = new TopicPartition(names.idempotency(), 0);
        keys = new IdempotencyKeyTable(clock, maxKeys);
        follower = TopicFollower.start(access, topic.topic(), "api-idempotency",
                (name, record) -> keys.apply(name, IdempotencyRecord.read(record.headers()), record.offset(),
                        Instant.ofEpochMilli(record.timestamp())),
                onFatal);
        end = new EndOffsetReader(access, topic.topic(), "api-idempotency-end", CATCH_UP_TIMEOUT, onFatal);
        writer = new TopicWriter(access, topic.topic(), "api-idempotency");
    }

    /**
     * Waits until the topic has been read.
     *
     * @throws KafkaUnavailable if the topic cannot be read in time
     */
    public void requireComplete() throws InterruptedException {
        follower.requireComplete(LOAD_TIMEOUT);
    }

    /** Returns what the follower's thread is working on. */
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
                if (!known.isOlderThan(CLAIM_LIFETIME, now)) {
                    throw inProgress();
                }
                yield new RequestDecision.Proceed(
                        new StoredExecution(callerKey, request, known.record().seed(), known));
            }
            case FAILED ->
                new RequestDecision.Proceed(new StoredExecution(callerKey, request, known.record().seed(), known));
            case RELEASED -> throw new IllegalStateException("a released key was kept");
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
                // The resource exists and its client must learn of it: a repeated request finds it by the seed.
                LOG.warn("cannot store the response to a request with an {}: {}", HEADER, e.getMessage());
            }
        }

        @Override
        public void fail(boolean wroteNothing) throws InterruptedException {
            if (!claimed) {
                return;
            }
            if (!wroteNothing) {
                // Kafka may be unavailable, so nothing waits for this write. Without it the claim expires.
                writer.appendLater(key.name(), ended(State.FAILED));
                return;
            }
            try {
                writer.append(key.name(), null, ended(State.RELEASED));
            } catch (KafkaUnavailable e) {
                LOG.debug("cannot release a claim, which expires instead: {}", e.getMessage());
            }
        }

        private Headers ended(State state) {
            return claim.ended(state).headers();
        }
    }

    private void awaitPosition(long offset) throws InterruptedException {
        if (!follower.awaitPosition(offset, CATCH_UP_TIMEOUT)) {
            throw new KafkaUnavailable("records written to " + topic.topic() + " did not arrive within "
                    + CATCH_UP_TIMEOUT.toSeconds() + " s", null);
        }
    }

    private void requireRoom(CallerKey key) {
        if (keys.countOf(CallerKey.account(key.name())) >= maxKeysPerAccount) {
            throw ApiException.retryLater(ErrorCode.TOO_MANY_IDEMPOTENCY_KEYS,
                    "the tenant, or the token without one, has used " + maxKeysPerAccount + " keys within "
                            + IdempotencyKeyTable.LIFETIME.toHours() + " h: wait, or send the request without "
                            + HEADER,
                    RETRY_AFTER_SECONDS_WHEN_FULL);
        }
        if (keys.isFull()) {
            throw ApiException.retryLater(ErrorCode.BUSY, "the memory for idempotency keys is full: wait, or send"
                    + " the request without " + HEADER, RETRY_AFTER_SECONDS_WHEN_FULL);
        }
    }

    private StoredResponse response(CallerKey key, long offset, String account) throws InterruptedException {
        try (FairPool.Allocation _ = readers.take(account, 1, READ_TIMEOUT)
                .orElseThrow(() -> ApiException.retryLater(ErrorCode.BUSY,
                        "too many stored responses are being read: try again later", RETRY_AFTER_SECONDS))) {
            return StoredResponse.read(key.decrypt(read(offset)));
        } catch (GeneralSecurityException | InvalidJsonException e) {
            LOG.warn("offset {} of {} is not a valid stored response: {}", offset, topic.topic(),
                    e.getMessage());
            throw ApiException.invalidHeader(ErrorCode.CONFLICT, HEADER,
                    "the request succeeded earlier, but its response is no longer readable: read the resource instead");
        }
    }

    private byte[] read(long offset) {
        AtomicReference<byte @Nullable []> found = new AtomicReference<>();
        try (TopicTail tail = TopicTail.fromBeginning(access, List.of(topic.topic()))) {
            tail.seek(topic, offset);
            tail.until(() -> found.get() != null, READ_TIMEOUT, record -> {
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
        return ApiException.retryLater(ErrorCode.IDEMPOTENCY_KEY_IN_USE,
                "a request with this " + HEADER + " is in progress: wait for it, then send this one again",
                RETRY_AFTER_SECONDS);
    }

    private static ApiException reused() {
        return ApiException.invalidHeader(ErrorCode.IDEMPOTENCY_KEY_REUSED, HEADER,
                "the key was used within " + IdempotencyKeyTable.LIFETIME.toHours()
                        + " h for a request with another method, path or body: use a new key for each request");
    }
}
