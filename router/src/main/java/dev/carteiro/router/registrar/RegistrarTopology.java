package dev.carteiro.router.registrar;

import dev.carteiro.router.applied.CreationTimes;
import dev.carteiro.router.applied.LegacySecrets;
import dev.carteiro.router.fault.QuarantineReporter;
import dev.carteiro.router.metrics.RouterMetrics;
import dev.carteiro.router.progress.ProcessorActivities;
import dev.carteiro.schemas.subscription.RegistrarRules;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * The registrar's part of the topology.
 *
 * <pre>
 * subscriptions -> [registrar] -> subscriptions.applied
 *                       |
 *                       +-------> quarantine
 *                       +-------> endpoint-status   (one record: the registrar's rules)
 * </pre>
 */
public final class RegistrarTopology implements UnaryOperator<Topology> {
    public static final String SOURCE = "subscriptions-source";
    public static final String PROCESSOR = "registrar";
    static final String APPLIED_SINK = "applied-sink";
    static final String QUARANTINE_SINK = "registrar-quarantine-sink";
    static final String RULES_SINK = "registrar-rules-sink";

    private final TopicNames names;
    private final SubscriptionReader reader;
    private final RegistrarRules rules;
    private final LegacySecrets inForce;
    private final CreationTimes creations;
    private final RouterMetrics metrics;
    private final InstantSource clock;
    private final ProcessorActivities activities;

    public RegistrarTopology(TopicNames names, AllowedTargets allowed, LegacySecrets inForce,
            CreationTimes creations, RouterMetrics metrics, InstantSource clock, ProcessorActivities activities) {
        this.names = names;
        this.reader = new SubscriptionReader(allowed);
        this.rules = new RegistrarRules(allowed.networks());
        this.inForce = inForce;
        this.creations = creations;
        this.metrics = metrics;
        this.clock = clock;
        this.activities = activities;
    }

    @Override
    public Topology apply(Topology topology) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        QuarantineReporter quarantines = new QuarantineReporter(metrics);
        WeakSecretReporter weak = new WeakSecretReporter();
        return topology
                .addSource(AutoOffsetReset.earliest(), SOURCE, new AppendTimeExtractor(), new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(), names.subscriptions())
                .addProcessor(PROCESSOR,
                        activities.of(() -> new Registrar(reader, inForce, creations, quarantines, weak, rules,
                                clock))::get,
                        SOURCE)
                .addSink(APPLIED_SINK, names.applied(), bytes, bytes, PROCESSOR)
                .addSink(RULES_SINK, names.endpointStatus(), bytes, bytes, PROCESSOR)
                .addSink(QUARANTINE_SINK, names.quarantine(), bytes, bytes, PROCESSOR);
    }
}
