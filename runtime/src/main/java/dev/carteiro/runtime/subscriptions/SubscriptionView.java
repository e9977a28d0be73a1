package dev.carteiro.runtime.subscriptions;

import dev.carteiro.runtime.follow.TopicFollower;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.vital.Activity;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current subscriptions, read from the applied topic. Safe for any thread. Only its follower's thread writes the map.
 */
public final class SubscriptionView implements Subscriptions, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionView.class);

    private final SubscriptionReader reader;
    private final Map<String, SubscriptionLookup.FoundSubscription> subscriptions = new ConcurrentHashMap<>();
    private final String topic;
    private final TopicFollower follower;

    /** @param onFatal called when the view can no longer follow; the process should end */
    public static SubscriptionView start(KafkaAccess access, TopicNames names, SubscriptionReader reader,
            Consumer<Throwable> onFatal) {
        return new SubscriptionView(access, names, reader, onFatal);
    }

    private SubscriptionView(KafkaAccess access, TopicNames names, SubscriptionReader reader,
            Consumer<Throwable> onFatal) {
        this.reader = reader;
        topic = names.applied();
        follower = TopicFollower.start(access, topic, "subscription-view", this::apply, onFatal);
    }

    /** Returns whether everything that existed at the start has been read. */
    public boolean isComplete() {
        return follower.isComplete();
    }

    /** @return whether it became complete in time */
    public boolean awaitComplete(Duration atMost) throws InterruptedException {
        return follower.awaitComplete(atMost);
    }

    /** @throws KafkaUnavailable if it does not become complete in time; the view is then closed */
    public void requireComplete(Duration atMost) throws InterruptedException {
        follower.requireComplete(atMost);
    }

    @Override
    public SubscriptionLookup find(String id, long version) {
        if (follower.position() <= version) {
            return SubscriptionLookup.ViewBehind.INSTANCE;
        }
        SubscriptionLookup.FoundSubscription found = subscriptions.get(id);
        return found == null ? SubscriptionLookup.DeletedSubscription.INSTANCE : found;
    }

    /** Returns what the follower's thread is working on. */
    public Activity activity() {
        return follower.activity();
    }

    public int size() {
        return subscriptions.size();
    }

    @Override
    public void close() {
        follower.close();
    }

    private void apply(String id, byte @Nullable [] value, long offset) {
        if (value == null) {
            subscriptions.remove(id);
            return;
        }
        switch (read(id, value)) {
            case SubscriptionReadResult.Valid valid ->
                subscriptions.put(id, new SubscriptionLookup.FoundSubscription(valid.subscription(), offset));
            case SubscriptionReadResult.Invalid invalid -> LOG.error(
                    "subscription {} in {} is not valid; its last valid version stays in force: {}", id, topic,
                    invalid.detail());
        }
    }

    /** Treats an exception as an invalid record: one foreign record must not stop all deliveries. */
    private SubscriptionReadResult read(String id, byte[] value) {
        try {
            return reader.readApplied(id, value);
        } catch (RuntimeException e) {
            return new SubscriptionReadResult.Invalid(List.of(new SubscriptionReadResult.Problem("", e.toString())));
        }
    }
}
