package dev.carteiro.api.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
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
 * Merges the two subscription topics. One thread each applies the records of one topic; a lock keeps them apart.
 *
 * <pre>
 *   newest valid record in "subscriptions"    then
 *   a document                                that document; in force once "applied" holds the same bytes
 *   a delete                                  nothing
 *   none: only invalid ones, or none          what "applied" holds
 * </pre>
 *
 * <p>A delete is remembered for a while after both topics agree: the registrar may be behind, and pass on older versions
 * of what is deleted already.
 *
 * <p>The directory is empty until {@link #show} fills it with everything at once; from then on it follows each record.
 */
final class SubscriptionTopicMerger {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionTopicMerger.class);
    static final int REMEMBERED_DELETES = 10_000;

    private final SubscriptionReader reader;
    private final SubscriptionDirectory directory;
    private final Map<String, RegisteredSubscription> known = new HashMap<>();
    private final Set<String> deletes = new LinkedHashSet<>();
    private boolean shown;

    SubscriptionTopicMerger(SubscriptionReader reader, SubscriptionDirectory directory) {
        this.reader = reader;
        this.directory = directory;
    }

    /**
     * A record of the subscriptions topic.
     *
     * @param at when Kafka appended it
     */
    void written(String id, byte @Nullable [] value, long offset, Instant at) {
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

    /** A record of the applied topic. */
    void applied(String id, byte @Nullable [] value, long offset, SubscriptionTimes times) {
        if (value == null) {
            update(id, before -> new RegisteredSubscription(id, before.written(), before.deleted(), null,
                    before.createdAt()));
            return;
        }
        SubscriptionVersion shared = shared(get(id), value, offset, times.updatedAt());
        SubscriptionVersion version = shared != null ? shared : read(value, offset, times.updatedAt());
        if (version != null) {
            update(id, before -> new RegisteredSubscription(id, before.written(), before.deleted(), version,
                    isTheNewest(times, before) ? times.createdAt() : before.createdAt()));
        }
    }

    /** Both topics have been read to their ends: the directory may be asked. Called once. */
    synchronized void show() {
        directory.addAll(known.values().stream().filter(RegisteredSubscription::exists).toList());
        shown = true;
    }

    private synchronized RegisteredSubscription get(String id) {
        return known.getOrDefault(id, RegisteredSubscription.nothing(id));
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
            forgetEldestDelete();
        } else {
            known.remove(id);
        }
        if (shown) {
            directory.replace(before, now);
        }
    }

    private void forgetEldestDelete() {
        if (deletes.size() > REMEMBERED_DELETES) {
            String eldest = deletes.iterator().next();
            deletes.remove(eldest);
            known.remove(eldest);
        }
    }

    /** Whether the registrar has passed what was written last; it may be behind a delete and a new creation. */
    private static boolean isTheNewest(SubscriptionTimes applied, RegisteredSubscription before) {
        SubscriptionVersion written = before.written();
        return written == null ? !before.deleted() : written.updatedAt().equals(applied.updatedAt());
    }

    /** The version with these bytes, if one of the topics brought it before: valid, and held once. */
    private static @Nullable SubscriptionVersion shared(RegisteredSubscription before, byte[] value, long offset, Instant at) {
        for (SubscriptionVersion version : new SubscriptionVersion[]{before.applied(), before.written()}) {
            if (version != null && version.sameAs(value)) {
                return version.at(offset, at);
            }
        }
        return null;
    }

    private static @Nullable SubscriptionVersion shared(SubscriptionVersion written, @Nullable SubscriptionVersion applied) {
        return applied != null && applied.sameAs(written.json())
                ? written.at(applied.offset(), applied.updatedAt())
                : applied;
    }

    private boolean isValid(String id, byte[] value, byte @Nullable [] inForce) {
        try {
            // The registrar refuses keys that are no UTF-8, of which this character is what is left.
            return id.indexOf('\uFFFD') < 0 && reader.read(id, value, inForce) instanceof SubscriptionReadResult.Valid;
        } catch (RuntimeException e) {
            LOG.error("subscription {} cannot be judged and is taken for invalid", id, e);
            return false;
        }
    }

    /** Of a document that was validated before it was written. */
    static SubscriptionVersion requireRead(byte[] value, long offset, Instant at) {
        SubscriptionVersion version = read(value, offset, at);
        if (version == null) {
            throw new IllegalArgumentException("not a subscription");
        }
        return version;
    }

    /** {@code null}, and so ignored, for what somebody else wrote into the applied topic. */
    private static @Nullable SubscriptionVersion read(byte[] value, long offset, Instant at) {
        try {
            JsonNode document = StrictJson.tree(value);
            return new SubscriptionVersion(value, offset, at, SubscriptionLabels.of(document));
        } catch (InvalidJsonException e) {
            LOG.error("the record at {} is no subscription and is ignored: {}", offset, e.getMessage());
            return null;
        }
    }
}
