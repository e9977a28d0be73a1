package dev.carteiro.api.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.subscription.SubscriptionTimes;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges the two subscription topics. One thread for each topic applies its records; a lock serializes them.
 *
 * <pre>
 *   newest valid record in "subscriptions"    then
 *   a document                                that document; in force once "applied" holds the same bytes
 *   a delete                                  nothing
 *   none: only invalid ones, or none          what "applied" holds
 * </pre>
 *
 * <p>A delete is remembered for a while after both topics agree. The registrar may be behind and still write older
 * versions of a deleted subscription.
 *
 * <p>The directory is empty until {@link #publish} fills it at once; after that it follows each record.
 */
final class SubscriptionTopicMerger {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionTopicMerger.class);
    static final int MAX_REMEMBERED_DELETES = 10_000;

    private final SubscriptionReader reader;
    private final SubscriptionDirectory directory;
    private final Map<String, RegisteredSubscription> known = new HashMap<>();
    private final Set<String> deletes = new LinkedHashSet<>();
    private boolean published;

    SubscriptionTopicMerger(SubscriptionReader reader, SubscriptionDirectory directory) {
        this.reader = reader;
        this.directory = directory;
    }

    /**
     * Applies a record of the subscriptions topic.
     *
     * @param at when Kafka appended it
     */
    void applySubscriptionRecord(String id, byte @Nullable [] value, long offset, Instant at) {
        if (value == null) {
            update(id, before -> new RegisteredSubscription(id, null, true, before.applied(), null));
            return;
        }
        SubscriptionVersion shared = shared(get(id), value, offset, at);
        SubscriptionVersion version = shared == null && isValid(id, value, get(id).appliedJson())
                ? read(value, offset, at)
                : shared;
        if (version != null) {
            update(id, before -> new RegisteredSubscription(id, version, false, shared(version, before.applied()),
                    before.exists() ? before.createdAt() : at));
        }
    }

    /** Applies a record of the applied topic. */
    void applyAppliedRecord(String id, byte @Nullable [] value, long offset, SubscriptionTimes times) {
        if (value == null) {
            update(id, before -> new RegisteredSubscription(id, before.written(), before.deleted(), null,
                    before.createdAt()));
            return;
        }
        SubscriptionVersion shared = shared(get(id), value, offset, times.updatedAt());
        SubscriptionVersion version = shared != null ? shared : read(value, offset, times.updatedAt());
        if (version != null) {
            update(id, before -> new RegisteredSubscription(id, before.written(), before.deleted(), version,
                    isNewest(times, before) ? times.createdAt() : before.createdAt()));
        }
    }

    /** Fills the directory once both topics have been read to their ends. Called once. */
    synchronized void publish() {
        directory.addAll(known.values().stream().filter(RegisteredSubscription::exists).toList());
        published = true;
    }

    private synchronized RegisteredSubscription get(String id) {
        return known.getOrDefault(id, RegisteredSubscription.unknown(id));
    }

    private synchronized void update(String id, UnaryOperator<RegisteredSubscription> change) {
        RegisteredSubscription before = get(id);
        RegisteredSubscription now = change.apply(before);
        deletes.remove(id);
        if (now.written() != null || now.applied() != null) {
            known.put(id, now);
        } else if (now.deleted()) {
            known.put(id, now);
            deletes.add(id);
            evictOldestDelete();
        } else {
            known.remove(id);
        }
        if (published) {
            directory.replace(before, now);
        }
    }

    private void evictOldestDelete() {
        if (deletes.size() > MAX_REMEMBERED_DELETES) {
            String oldest = deletes.iterator().next();
            deletes.remove(oldest);
            known.remove(oldest);
        }
    }

    /**
     * Returns whether the registrar has applied the last written version. It may still be behind a delete and a new
     * creation.
     */
    private static boolean isNewest(SubscriptionTimes applied, RegisteredSubscription before) {
        SubscriptionVersion written = before.written();
        return written == null ? !before.deleted() : written.updatedAt().equals(applied.updatedAt());
    }

    /**
     * Returns the version with these bytes if one topic brought it before. It is then valid, and the bytes are held
     * once.
     */
    private static @Nullable SubscriptionVersion shared(RegisteredSubscription before, byte[] value, long offset,
            Instant at) {
        for (SubscriptionVersion version : new SubscriptionVersion[]{before.applied(), before.written()}) {
            if (version != null && version.sameAs(value)) {
                return version.at(offset, at);
            }
        }
        return null;
    }

    private static @Nullable SubscriptionVersion shared(SubscriptionVersion written,
            @Nullable SubscriptionVersion applied) {
        return applied != null && applied.sameAs(written.json())
                ? written.at(applied.offset(), applied.updatedAt())
                : applied;
    }

    private boolean isValid(String id, byte[] value, byte @Nullable [] inForce) {
        try {
            // The registrar rejects keys that are not UTF-8; decoding turns them into this character.
            return id.indexOf('\uFFFD') < 0 && reader.read(id, value, inForce) instanceof SubscriptionReadResult.Valid;
        } catch (RuntimeException e) {
            LOG.error("cannot validate subscription {}; treating it as invalid", id, e);
            return false;
        }
    }

    /** Reads a document that was validated before it was written. */
    static SubscriptionVersion requireRead(byte[] value, long offset, Instant at) {
        SubscriptionVersion version = read(value, offset, at);
        if (version == null) {
            throw new IllegalArgumentException("the document is not a subscription");
        }
        return version;
    }

    /** Reads a version; {@code null}, and so ignored, for an invalid record in the applied topic. */
    private static @Nullable SubscriptionVersion read(byte[] value, long offset, Instant at) {
        try {
            JsonNode document = StrictJson.tree(value);
            return new SubscriptionVersion(value, offset, at, SubscriptionLabels.of(document));
        } catch (InvalidJsonException e) {
            LOG.error("ignoring the record at offset {}, which is not a subscription: {}", offset, e.getMessage());
            return null;
        }
    }
}
