package dev.carteiro.router.routing;

import dev.carteiro.router.fault.QuarantineReporter;
import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.router.metrics.RouterMetrics;
import dev.carteiro.router.progress.ProcessorActivities;
import dev.carteiro.schemas.event.EventDecoder;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * The routing part of the topology.
 *
 * <pre>
 * event topics -> [routing] -> deliveries     (one record per match)
 *                  |     |
 *                  |     +---> fanout         (the event, if its deliveries do not fit into the transaction)
 *                  +---------> quarantine
 *                  +---------> endpoint status   (subscriptions whose filters are too costly)
 * </pre>
 */
public final class RoutingTopology implements UnaryOperator<Topology> {
    public static final String SOURCE = "events-source";
    public static final String PROCESSOR = "routing";
    static final String DELIVERIES_SINK = "deliveries-sink";
    static final String ENDPOINT_STATUS_SINK = "endpoint-status-sink";
    static final String FANOUT_SINK = "fanout-sink";
    static final String QUARANTINE_SINK = "routing-quarantine-sink";

    private final TopicNames names;
    private final EventTopics events;
    private final EventDecoder decoder;
    private final SubscriptionIndex index;
    private final OpenTransaction transaction;
    private final long maxFanoutBytes;
    private final RouterMetrics metrics;
    private final InstantSource clock;
    private final ProcessorActivities activities;

    /** @param maxFanoutBytes maximum size of all deliveries of one event */
    public RoutingTopology(TopicNames names, EventTopics events, EventDecoder decoder, SubscriptionIndex index,
            OpenTransaction transaction, long maxFanoutBytes, RouterMetrics metrics, InstantSource clock,
            ProcessorActivities activities) {
        this.names = names;
        this.events = events;
        this.decoder = decoder;
        this.index = index;
        this.transaction = transaction;
        this.maxFanoutBytes = maxFanoutBytes;
        this.metrics = metrics;
        this.clock = clock;
        this.activities = activities;
    }

    @Override
    public Topology apply(Topology topology) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        QuarantineReporter quarantines = new QuarantineReporter(metrics);
        return addSource(topology)
                .addProcessor(PROCESSOR,
                        activities.of(() -> new RoutingProcessor(decoder, index, transaction, maxFanoutBytes, metrics,
                                quarantines, clock))::get,
                        SOURCE)
                .addSink(FANOUT_SINK, names.fanout(), bytes, bytes, PROCESSOR)
                .addSink(DELIVERIES_SINK, names.deliveries(), bytes, bytes, PROCESSOR)
                .addSink(ENDPOINT_STATUS_SINK, names.endpointStatus(), bytes, bytes, PROCESSOR)
                .addSink(QUARANTINE_SINK, names.quarantine(), bytes, bytes, PROCESSOR);
    }

    /**
     * Adds the event topics, which are read from their beginning if the group has no offset yet, so that events older
     * than the router are not lost. {@code LostOffsets} detects a group that has lost its offsets before.
     */
    private Topology addSource(Topology topology) {
        AutoOffsetReset reset = AutoOffsetReset.earliest();
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return switch (events) {
            case EventTopics.NamedTopics(var topics) ->
                topology.addSource(reset, SOURCE, new RecordTimeExtractor(), bytes, bytes,
                        topics.toArray(String[]::new));
            case EventTopics.TopicPattern matching ->
                topology.addSource(reset, SOURCE, new RecordTimeExtractor(), bytes, bytes, matching.outside(names));
        };
    }
}
