package dev.carteiro.router.fault;

import dev.carteiro.router.metrics.QuarantineReason;
import dev.carteiro.router.metrics.RouterMetrics;
import dev.carteiro.schemas.event.SourceRecord;
import dev.carteiro.schemas.quarantine.QuarantineRecord;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;

/** Creates and counts quarantine records for the records that an exception handler receives. Immutable. */
final class QuarantineRecordFactory {
    private final String topic;
    private final @Nullable RouterMetrics metrics;

    private QuarantineRecordFactory(String topic, @Nullable RouterMetrics metrics) {
        this.topic = topic;
        this.metrics = metrics;
    }

    /** Returns {@code null} if no dead-letter topic is configured. */
    static @Nullable QuarantineRecordFactory configured(Map<String, ?> configs) {
        Object topic = configs.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG);
        RouterMetrics metrics = configs.get(RouterMetrics.CONFIG) instanceof RouterMetrics given ? given : null;
        return topic == null ? null : new QuarantineRecordFactory(topic.toString(), metrics);
    }

    List<ProducerRecord<byte[], byte[]>> of(ErrorHandlerContext context, Exception exception) {
        if (metrics != null) {
            metrics.recordQuarantined(QuarantineReason.INTERNAL_ERROR);
        }
        Headers headers = context.headers() == null ? new RecordHeaders() : context.headers();
        SourceRecord source = new SourceRecord(context.topic(), context.partition(), context.offset(),
                context.timestamp(), headers, context.sourceRawValue());
        // Only the class, because the message may quote the record, including secrets. The log has the stack trace.
        QuarantineRecord kept = QuarantineRecord.of(context.sourceRawKey(), source,
                QuarantineReason.INTERNAL_ERROR.code(), context.processorNodeId() + ": "
                        + exception.getClass().getSimpleName());
        return List.of(new ProducerRecord<>(topic, null, null, kept.key(), kept.value(), kept.headers()));
    }
}
