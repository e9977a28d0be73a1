package dev.carteiro.dispatcher.scan;

import dev.carteiro.dispatcher.hold.HeldPartition;
import dev.carteiro.dispatcher.hold.HeldPartition.ReleaseBatch;
import dev.carteiro.dispatcher.hold.HeldPartition.ReleaseRecord;
import dev.carteiro.dispatcher.metrics.DispatcherMetrics;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.job.JobKey;
import dev.carteiro.schemas.topic.TopicNames;
import dev.carteiro.schemas.wire.DecompressedRecord;
import dev.carteiro.schemas.wire.WireSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Releases the deliveries in one partition of the held topic. Owned by the loop thread. */
final class HeldScan implements ScanSource {
    private final TopicNames names;
    private final int partition;
    private final HeldPartition holds;
    private final Predicate<String> paused;
    private final DispatcherMetrics metrics;

    HeldScan(TopicNames names, int partition, HeldPartition holds, Predicate<String> paused,
            DispatcherMetrics metrics) {
        this.names = names;
        this.partition = partition;
        this.holds = holds;
        this.paused = paused;
        this.metrics = metrics;
    }

    @Override
    public TopicPartition partition() {
        return new TopicPartition(names.held(), partition);
    }

    @Override
    public OptionalLong next(long nowNanos) {
        return holds.next();
    }

    @Override
    public @Nullable ScanChunk take(ScanBatch batch, Instant now, long nowNanos) {
        ReleaseBatch departure = holds.chooseReleases(batch.from(), batch.records(), batch.cursor(), paused, now);
        if (departure.isEmpty()) {
            holds.releaseCommitted(departure);
            return null;
        }
        return new ReleaseChunk(departure, departure.records().stream().map(one -> released(one, now)).toList());
    }

    private ProducerRecord<byte[], byte[]> released(ReleaseRecord one, Instant now) {
        ConsumerRecord<byte[], byte[]> record = one.record();
        Delivery delivery = one.delivery();
        return delivery == null
                ? asItIs(record)
                : new ProducerRecord<>(names.deliveries(), partition, record.key(), record.value(),
                        DeliveryCodec.headers(delivery.with(delivery.progress().released(now))));
    }

    /**
     * Copies an invalid record, which the lane that reads it will quarantine; one too large for the topic without its
     * content.
     */
    private ProducerRecord<byte[], byte[]> asItIs(ConsumerRecord<byte[], byte[]> record) {
        int size = WireSize.of(record.key(), record.value(), record.headers());
        return size <= DeliveryCodec.MAX_BYTES
                ? new ProducerRecord<>(names.deliveries(), partition, record.key(), record.value(), record.headers())
                : new ProducerRecord<>(names.deliveries(), partition, (byte[]) null, null,
                        DecompressedRecord.unread(size));
    }

    private final class ReleaseChunk implements ScanChunk {
        private final ReleaseBatch departure;
        private final List<ProducerRecord<byte[], byte[]>> deliveries;

        private ReleaseChunk(ReleaseBatch departure, List<ProducerRecord<byte[], byte[]>> deliveries) {
            this.departure = departure;
            this.deliveries = new ArrayList<>(deliveries);
        }

        @Override
        public int partition() {
            return partition;
        }

        @Override
        public List<ProducerRecord<byte[], byte[]>> deliveries() {
            return deliveries;
        }

        @Override
        public Map<JobKey, byte[]> notes() {
            Map<JobKey, byte[]> notes = new LinkedHashMap<>();
            departure.markers().forEach((subscription, marker) -> notes
                    .put(new JobKey.HeldKey(partition, subscription), marker.toJson()));
            return notes;
        }

        @Override
        public void written(WrittenOffsets receipts) {
            holds.releaseCommitted(departure);
            for (int i = 0; i < deliveries.size(); i++) {
                String subscription = departure.records().get(i).subscription();
                receipts.offset(deliveries.get(i)).ifPresent(offset -> holds.released(subscription, offset));
            }
            metrics.reemitted("released", deliveries.size());
        }
    }
}
