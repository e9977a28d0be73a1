package dev.carteiro.runtime.subscriptions;

import dev.carteiro.runtime.follow.TopicFollower;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.vital.Activity;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
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
 * Follows the applied topic and answers, for any thread, what a subscription looks like now. Only its follower's thread
 * writes the map.
 */
public final class SubscriptionView implements Subscriptions, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionView.class);

    private final SubscriptionReader reader;
    private final Map<String, SubscriptionLookup.FoundSubscription> subscriptions = new ConcurrentHashMap<>();
    private final String topic;
    private final TopicFollower follower;

    /** @param onFatal told when the view can no longer follow; the process should end */
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

    /** Whether everything has been read that was there at the start. */
    public boolean isComplete() {
        return follower.isComplete();
    }

    /** @return whether it was complete in time */
    public boolean awaitComplete(Duration atMost) throws InterruptedException {
        return follower.awaitComplete(atMost);
    }

    /** @throws KafkaUnavailable if it is not complete in time; the view is closed then */
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

    /** What the follower's thread is working on. */
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
                    "subscription {} in {} is not valid, its last version stays in force: {}", id, topic,
                    invalid.detail());
        }
    }

    /** The topic is ours, but one record that somebody else wrote must not stop every delivery. */
    private SubscriptionReadResult read(String id, byte[] value) {
        try {
            return reader.readApplied(id, value);
        } catch (RuntimeException e) {
            return new SubscriptionReadResult.Invalid(List.of(new SubscriptionReadResult.Problem("", e.toString())));
        }
    }
}
