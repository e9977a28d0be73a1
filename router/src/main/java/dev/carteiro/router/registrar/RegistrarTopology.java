package dev.carteiro.router.registrar;

import dev.carteiro.router.applied.CreationTimes;
import dev.carteiro.router.applied.DoubtfulSecrets;
import dev.carteiro.router.fault.Quarantines;
import dev.carteiro.router.metrics.RouterMetrics;
import dev.carteiro.router.progress.Activities;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * The registrar's piece of the topology.
 *
 * <pre>
 * subscriptions -> [registrar] -> subscriptions.applied
 *                       |
 *                       +-------> quarantine
 * </pre>
 */
public final class RegistrarTopology implements UnaryOperator<Topology> {
    public static final String SOURCE = "subscriptions-source";
    public static final String PROCESSOR = "registrar";
    static final String APPLIED_SINK = "applied-sink";
    static final String QUARANTINE_SINK = "registrar-quarantine-sink";

    private final TopicNames names;
    private final SubscriptionReader reader;
    private final DoubtfulSecrets inForce;
    private final CreationTimes creations;
    private final RouterMetrics metrics;
    private final InstantSource clock;
    private final Activities activities;

    public RegistrarTopology(TopicNames names, SubscriptionReader reader, DoubtfulSecrets inForce,
            CreationTimes creations, RouterMetrics metrics, InstantSource clock, Activities activities) {
        this.names = names;
        this.reader = reader;
        this.inForce = inForce;
        this.creations = creations;
        this.metrics = metrics;
        this.clock = clock;
        this.activities = activities;
    }

    @Override
    public Topology apply(Topology topology) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        Quarantines quarantines = new Quarantines(metrics);
        WeakSecrets weak = new WeakSecrets();
        return topology
                .addSource(AutoOffsetReset.earliest(), SOURCE, new AppendTime(), new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(), names.subscriptions())
                .addProcessor(PROCESSOR,
                        activities.of(() -> new Registrar(reader, inForce, creations, quarantines, weak, clock))::get,
                        SOURCE)
                .addSink(APPLIED_SINK, names.applied(), bytes, bytes, PROCESSOR)
                .addSink(QUARANTINE_SINK, names.quarantine(), bytes, bytes, PROCESSOR);
    }
}
