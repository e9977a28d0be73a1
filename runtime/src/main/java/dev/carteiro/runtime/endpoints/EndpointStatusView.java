package dev.carteiro.runtime.endpoints;

import dev.carteiro.runtime.follow.TopicFollower;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import dev.carteiro.runtime.vital.Activity;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.subscription.RegistrarRules;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The current endpoint statuses, read from their topic. Safe for any thread; only its follower's thread writes the map. */
public final class EndpointStatusView implements EndpointStatuses, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointStatusView.class);

    private final Map<String, EndpointStatus> statuses = new ConcurrentHashMap<>();
    private final TopicFollower follower;

    /** @param onFatal called when the view can no longer follow; the process should end */
    public static EndpointStatusView start(KafkaAccess access, TopicNames names, Consumer<Throwable> onFatal) {
        return new EndpointStatusView(access, names, onFatal);
    }

    private EndpointStatusView(KafkaAccess access, TopicNames names, Consumer<Throwable> onFatal) {
        follower = TopicFollower.start(access, names.endpointStatus(), "endpoint-status-view", this::apply, onFatal);
    }

    /** @throws KafkaUnavailable if what existed at the start is not read in time; the view is then closed */
    public void requireComplete(Duration atMost) throws InterruptedException {
        follower.requireComplete(atMost);
    }

    @Override
    public @Nullable EndpointStatus find(String subscription) {
        return statuses.get(subscription);
    }

    /** Returns a live view of all statuses, including those that a newer subscription has made void. */
    public Map<String, EndpointStatus> all() {
        return Collections.unmodifiableMap(statuses);
    }

    /** Returns what the follower's thread is working on. */
    public Activity activity() {
        return follower.activity();
    }

    @Override
    public void close() {
        follower.close();
    }

    private void apply(String subscription, byte @Nullable [] value, long offset) {
        if (subscription.equals(RegistrarRules.KEY)) {
            return;
        }
        if (value == null) {
            statuses.remove(subscription);
            return;
        }
        try {
            statuses.put(subscription, EndpointStatus.read(value));
        } catch (InvalidJsonException | RuntimeException e) { // one foreign record must not end the process
            LOG.error("ignored the endpoint status of {} at offset {}, which Carteiro did not write: {}", subscription,
                    offset,
                    e.getMessage());
        }
    }
}
