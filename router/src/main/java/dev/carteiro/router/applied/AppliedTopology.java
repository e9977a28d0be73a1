package dev.carteiro.router.applied;

import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.router.metrics.RouterMetrics;
import dev.carteiro.router.progress.ProcessorActivities;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.topic.TopicNames;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * The part of the topology with the global store.
 *
 * <pre>
 * subscriptions.applied -> [applied-subscriptions] -> index, outside Streams
 *                                                     (the store itself remains empty)
 * </pre>
 *
 * <p>Streams requires a store for a global processor. It is in memory and remains empty, so that Streams keeps no
 * checkpoint and passes the whole topic to a processor at every start. Streams creates a separate processor for the
 * restore.
 */
public final class AppliedTopology implements UnaryOperator<Topology> {
    public static final String STORE = "applied-subscriptions-store";
    public static final String PROCESSOR = "applied-subscriptions";
    static final String SOURCE = "applied-source";

    private final TopicNames names;
    private final SubscriptionReader reader;
    private final SubscriptionIndex index;
    private final LegacySecrets legacySecrets;
    private final CreationTimes creations;
    private final AppliedPosition position;
    private final RouterMetrics metrics;
    private final ProcessorActivities activities;

    public AppliedTopology(TopicNames names, SubscriptionReader reader, SubscriptionIndex index,
            LegacySecrets legacySecrets, CreationTimes creations, AppliedPosition position, RouterMetrics metrics,
            ProcessorActivities activities) {
        this.names = names;
        this.reader = reader;
        this.index = index;
        this.legacySecrets = legacySecrets;
        this.creations = creations;
        this.position = position;
        this.metrics = metrics;
        this.activities = activities;
    }

    @Override
    public Topology apply(Topology topology) {
        return topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.ByteArray(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                SOURCE, new ByteArrayDeserializer(), new ByteArrayDeserializer(), names.applied(), PROCESSOR,
                activities.of(() -> new SubscriptionIndexUpdater(reader, index, legacySecrets, creations, position,
                        metrics))::get);
    }
}
