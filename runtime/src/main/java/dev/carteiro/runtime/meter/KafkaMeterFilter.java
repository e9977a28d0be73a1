package dev.carteiro.runtime.meter;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Set;

/**
 * Keeps the few of Kafka's own metrics that help an operator who is paged. Immutable.
 *
 * <p>A consumer of a hundred partitions has more than a thousand metrics, and each client adds its own. None of the kept metrics
 * exists for each topic, partition or broker: micrometer's binder drops a client's metric if one with the same name and more
 * labels appears.
 */
public final class KafkaMeterFilter implements MeterFilter {
    private static final Set<String> WANTED = Set.of(
            // Connection, and stability of the group.
            "kafka.consumer.connection.count", "kafka.consumer.coordinator.rebalance.total",
            "kafka.consumer.coordinator.failed.rebalance.total",
            "kafka.consumer.coordinator.last.heartbeat.seconds.ago", "kafka.consumer.coordinator.assigned.partitions",
            // Latency of reads.
            "kafka.consumer.fetch.manager.fetch.latency.avg", "kafka.consumer.fetch.manager.fetch.latency.max",
            "kafka.consumer.fetch.manager.fetch.total", "kafka.consumer.time.between.poll.max",
            // Latency of writes, and rejected writes.
            "kafka.producer.connection.count", "kafka.producer.request.latency.avg",
            "kafka.producer.request.latency.max", "kafka.producer.record.error.total",
            "kafka.producer.record.retry.total", "kafka.producer.record.send.total",
            "kafka.producer.buffer.available.bytes", "kafka.producer.txn.commit.time.ns.total",
            "kafka.producer.txn.abort.time.ns.total",
            // The router's stream threads.
            "kafka.stream.alive.stream.threads", "kafka.stream.failed.stream.threads",
            "kafka.stream.thread.commit.latency.avg", "kafka.stream.thread.commit.latency.max",
            "kafka.stream.thread.commit.total", "kafka.stream.thread.process.total",
            "kafka.stream.thread.process.latency.avg", "kafka.stream.thread.poll.records.avg");

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return id.getName().startsWith("kafka.") && !WANTED.contains(id.getName())
                ? MeterFilterReply.DENY
                : MeterFilterReply.NEUTRAL;
    }
}
