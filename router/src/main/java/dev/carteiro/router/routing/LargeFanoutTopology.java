package dev.carteiro.router.routing;

import dev.carteiro.router.applied.AppliedPosition;
import dev.carteiro.router.fault.QuarantineReporter;
import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.router.metrics.RouterMetrics;
import dev.carteiro.router.progress.ProcessorActivities;
import dev.carteiro.schemas.topic.TopicNames;
import java.time.InstantSource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/**
 * The topology that writes large fan-outs. It runs in a separate Kafka Streams application with its own thread, so that
 * they do not delay other events.
 *
 * <pre>
 * fanout -> [large-fanout-parts] -> deliveries   (as many as fit into a transaction)
 *    ^              |
 *    +--------------+------------> quarantine
 *      remainder
 * </pre>
 */
public final class LargeFanoutTopology {
    static final String DELIVERIES_SINK = "large-fanout-deliveries-sink";
    static final String FANOUT_SINK = "large-fanout-rest-sink";
    static final String QUARANTINE_SINK = "large-fanout-quarantine-sink";

    private static final String SOURCE = "large-fanout-source";
    private static final String PROCESSOR = "large-fanout-parts";

    private LargeFanoutTopology() {
    }

    /** @param from topic to read: the fan-out topic, or another one for tests that process each part separately */
    public static Topology of(String from, TopicNames names, SubscriptionIndex index, AppliedPosition applied,
            OpenTransaction transaction, RouterMetrics metrics, InstantSource clock, ProcessorActivities activities) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        QuarantineReporter quarantines = new QuarantineReporter(metrics);
        return new Topology()
                .addSource(SOURCE, new ByteArrayDeserializer(), new ByteArrayDeserializer(), from)
                .addProcessor(PROCESSOR,
                        activities.of(() -> new LargeFanoutProcessor(index, applied, transaction, metrics, quarantines,
                                clock))::get,
                        SOURCE)
                .addSink(DELIVERIES_SINK, names.deliveries(), bytes, bytes, PROCESSOR)
                .addSink(FANOUT_SINK, names.fanout(), bytes, bytes, PROCESSOR)
                .addSink(QUARANTINE_SINK, names.quarantine(), bytes, bytes, PROCESSOR);
    }
}
