package dev.carteiro.router.routing;

import dev.carteiro.router.fault.QuarantineReporter;
import dev.carteiro.router.match.Match;
import dev.carteiro.router.match.MatchResult;
import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.router.metrics.EventResult;
import dev.carteiro.router.metrics.QuarantineReason;
import dev.carteiro.router.metrics.RouterMetrics;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.EventOrigin;
import dev.carteiro.schemas.endpoint.DisabledReason;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.event.EventDecoder;
import dev.carteiro.schemas.event.EventDecodingResult.Invalid;
import dev.carteiro.schemas.event.EventDecodingResult.Valid;
import dev.carteiro.schemas.event.EventTime;
import dev.carteiro.schemas.event.SourceRecord;
import dev.carteiro.schemas.quarantine.QuarantineRecord;
import dev.carteiro.schemas.topic.TopicPlan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes events. One instance per task, used only by its thread.
 *
 * <p>All records of an event are created before the first is forwarded, so that a failure writes none of them. If the
 * deliveries of an event do not fit into the transaction, only the event is written to the fan-out topic, which {@link
 * LargeFanoutProcessor} reads. A single delivery is not larger than that record, and is always written directly.
 */
final class RoutingProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(RoutingProcessor.class);

    private final EventDecoder decoder;
    private final SubscriptionIndex index;
    private final OpenTransaction transaction;
    private final long maxFanoutBytes;
    private final RouterMetrics metrics;
    private final QuarantineReporter quarantines;
    private final InstantSource clock;

    RoutingProcessor(EventDecoder decoder, SubscriptionIndex index, OpenTransaction transaction, long maxFanoutBytes,
            RouterMetrics metrics, QuarantineReporter quarantines, InstantSource clock) {
        this.decoder = decoder;
        this.index = index;
        this.transaction = transaction;
        this.maxFanoutBytes = maxFanoutBytes;
        this.metrics = metrics;
        this.quarantines = quarantines;
        this.clock = clock;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata position = context().recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record of a topic must have a position"));
        SourceRecord source = new SourceRecord(position.topic(), position.partition(), position.offset(),
                RecordTimeExtractor.removeFrom(record.headers(), record.timestamp()), record.headers(), record.value());
        switch (decoder.decode(source)) {
            case Valid(Event event) -> route(event, record.key(), source);
            case Invalid(var reason, String detail) -> {
                metrics.recordEvent(EventResult.QUARANTINED);
                quarantine(record.key(), source, QuarantineReason.of(reason), detail);
            }
        }
    }

    private void route(Event event, byte @Nullable [] key, SourceRecord source) {
        long start = System.nanoTime();
        MatchResult matches = index.match(event);
        metrics.matching().record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        Instant now = clock.instant();
        EventTime.age(event.time(), now).ifPresent(metrics::recordFanoutTime);
        matches.switchedOff().forEach(match -> switchOff(match, now));
        if (matches.found().isEmpty()) {
            recordResult(key, source, matches);
            return;
        }
        EventOrigin origin = EventOrigin.of(source.topic(), source.partition(), source.offset(), key);
        Delivery shared = DeliveryFanout.shared(event, TraceContext.of(source.headers()), origin, now);
        DeliveryFanout fanout = new DeliveryFanout(shared, matches.found());
        // Under exactly-once, a record that the broker rejects cannot be skipped: value and headers must be within
        // limits.
        if (fanout.bytesAround() > TopicPlan.MAX_AROUND) {
            metrics.recordEvent(EventResult.QUARANTINED);
            quarantine(key, source, QuarantineReason.TOO_LARGE, "a delivery of the event has "
                    + fanout.bytesAround() + " bytes of headers; at most " + TopicPlan.MAX_AROUND + " are allowed");
        } else if (fanout.bytes() > maxFanoutBytes) {
            metrics.recordEvent(EventResult.QUARANTINED);
            quarantine(key, source, QuarantineReason.FANOUT_TOO_LARGE, "the event matches " + matches.found().size()
                    + " subscriptions, whose deliveries take " + fanout.bytes() + " bytes; at most " + maxFanoutBytes
                    + " are allowed for one event (router.max-fanout-bytes)");
        } else if (fanout.bytes() > transaction.bytesAvailable() && matches.found().size() > 1) {
            context().forward(LargeFanout.begin(event, shared, key, matches.found()).record(now),
                    RoutingTopology.FANOUT_SINK);
            addToTransaction(event.size());
            metrics.recordLargeFanout();
            metrics.recordEvent(EventResult.MATCHED);
        } else {
            fanout.records(matches.found().size())
                    .forEach(delivery -> context().forward(delivery, RoutingTopology.DELIVERIES_SINK));
            addToTransaction(fanout.bytes());
            metrics.recordDeliveries(matches.found().size());
            recordResult(key, source, matches);
        }
    }

    private void addToTransaction(long writtenBytes) {
        if (transaction.add(writtenBytes)) {
            context().commit();
        }
    }

    private void recordResult(byte @Nullable [] key, SourceRecord source, MatchResult matches) {
        metrics.recordEvent(result(matches));
        if (!matches.failed().isEmpty()) {
            quarantine(key, source, QuarantineReason.FILTER_FAILED, matches.describeFailures());
        }
    }

    /** Publishes that this process no longer evaluates the filter until the subscription is written again. */
    private void switchOff(Match match, Instant now) {
        LOG.warn(
                "subscription {} is switched off until it is written again: its filter exceeded its step budget for {} events in a row",
                match.subscription(), SubscriptionIndex.MAX_FAILURES);
        EndpointStatus status = new EndpointStatus.Disabled(now, match.version(), DisabledReason.FILTER_TOO_COSTLY);
        context().forward(new Record<>(match.subscription().getBytes(StandardCharsets.UTF_8), status.toJson(),
                now.toEpochMilli()), RoutingTopology.ENDPOINT_STATUS_SINK);
    }

    private static EventResult result(MatchResult matches) {
        if (!matches.found().isEmpty()) {
            return EventResult.MATCHED;
        }
        return matches.failed().isEmpty() ? EventResult.UNMATCHED : EventResult.QUARANTINED;
    }

    private void quarantine(byte @Nullable [] key, SourceRecord source, QuarantineReason reason, String detail) {
        QuarantineRecord kept = QuarantineRecord.of(key, source, reason.code(), detail);
        quarantines.report(source, reason);
        context().forward(new Record<>(kept.key(), kept.value(), clock.millis(), kept.headers()),
                RoutingTopology.QUARANTINE_SINK);
    }
}
