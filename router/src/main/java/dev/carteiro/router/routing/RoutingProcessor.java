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
import dev.carteiro.schemas.event.EventDecodingResult.Invalid;
import dev.carteiro.schemas.event.EventDecodingResult.Valid;
import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.event.EventDecoder;
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
 * Routes one event at a time. One instance a task, used by its thread alone.
 *
 * <p>All records of an event are made before the first is forwarded, so that a failure on the way writes none of them. An
 * event whose deliveries do not fit into the transaction writes only itself, to the fan-out topic, where
 * {@link LargeFanoutProcessor} finds it; one record alone is no larger than that, and is written in any case.
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
                .orElseThrow(() -> new IllegalStateException("a record from a topic has a position"));
        SourceRecord source = new SourceRecord(position.topic(), position.partition(), position.offset(),
                RecordTimeExtractor.takeOff(record.headers(), record.timestamp()), record.headers(), record.value());
        switch (decoder.decode(source)) {
            case Valid(Event event) -> route(event, record.key(), source);
            case Invalid(var reason, String detail) -> {
                metrics.event(EventResult.QUARANTINED);
                quarantine(record.key(), source, QuarantineReason.of(reason), detail);
            }
        }
    }

    private void route(Event event, byte @Nullable [] key, SourceRecord source) {
        long start = System.nanoTime();
        MatchResult matches = index.match(event);
        metrics.matching().record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        Instant now = clock.instant();
        EventTime.age(event.time(), now).ifPresent(metrics::fannedOut);
        matches.switchedOff().forEach(match -> switchOff(match, now));
        if (matches.found().isEmpty()) {
            routed(key, source, matches);
            return;
        }
        EventOrigin origin = EventOrigin.of(source.topic(), source.partition(), source.offset(), key);
        Delivery shared = DeliveryFanout.shared(event, TraceContext.of(source.headers()), origin, now);
        DeliveryFanout fanout = new DeliveryFanout(shared, matches.found());
        // Under exactly-once a record that the broker refuses cannot be skipped: value and headers are both bounded.
        if (fanout.around() > TopicPlan.MAX_AROUND) {
            metrics.event(EventResult.QUARANTINED);
            quarantine(key, source, QuarantineReason.TOO_LARGE, "a delivery of the event has " + fanout.around()
                    + " bytes of headers; at most " + TopicPlan.MAX_AROUND + " are delivered");
        } else if (fanout.bytes() > maxFanoutBytes) {
            metrics.event(EventResult.QUARANTINED);
            quarantine(key, source, QuarantineReason.FANOUT_TOO_LARGE, "the event matches " + matches.found().size()
                    + " subscriptions, whose deliveries take " + fanout.bytes() + " bytes; at most " + maxFanoutBytes
                    + " are written for one event (router.max-fanout-bytes)");
        } else if (fanout.bytes() > transaction.room() && matches.found().size() > 1) {
            context().forward(LargeFanout.begin(event, shared, key, matches.found()).record(now),
                    RoutingTopology.FANOUT_SINK);
            commitSoon(event.size());
            metrics.largeFanout();
            metrics.event(EventResult.MATCHED);
        } else {
            fanout.records(matches.found().size())
                    .forEach(delivery -> context().forward(delivery, RoutingTopology.DELIVERIES_SINK));
            commitSoon(fanout.bytes());
            metrics.deliveries(matches.found().size());
            routed(key, source, matches);
        }
    }

    private void commitSoon(long written) {
        if (transaction.add(written)) {
            context().commit();
        }
    }

    private void routed(byte @Nullable [] key, SourceRecord source, MatchResult matches) {
        metrics.event(result(matches));
        if (!matches.failed().isEmpty()) {
            quarantine(key, source, QuarantineReason.FILTER_FAILED, matches.failures());
        }
    }

    /** For the owner to see: this process does not evaluate the filter any more, until the subscription is written again. */
    private void switchOff(Match match, Instant now) {
        LOG.warn("subscription {} is switched off until it is written again: its filter cost too much for {} events",
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
        quarantines.note(source, reason);
        context().forward(new Record<>(kept.key(), kept.value(), clock.millis(), kept.headers()),
                RoutingTopology.QUARANTINE_SINK);
    }
}
