package dev.carteiro.router.routing;

import dev.carteiro.router.applied.AppliedPosition;
import dev.carteiro.router.fault.QuarantineReporter;
import dev.carteiro.router.match.Match;
import dev.carteiro.router.match.MatchResult;
import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.router.metrics.QuarantineReason;
import dev.carteiro.router.metrics.RouterMetrics;
import dev.carteiro.schemas.event.SourceRecord;
import dev.carteiro.schemas.quarantine.QuarantineRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one part of a large fan-out, and appends the remainder to the fan-out topic. Both happen in the transaction
 * that commits the offset of this part's record. So each part is written exactly once, and large fan-outs take turns.
 * One instance per task, used only by its thread.
 */
final class LargeFanoutProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(LargeFanoutProcessor.class);

    /** Maximum time to wait for subscriptions that another router had already read. */
    private static final Duration SUBSCRIPTIONS_TIMEOUT = Duration.ofSeconds(10);

    private final SubscriptionIndex index;
    private final AppliedPosition applied;
    private final OpenTransaction transaction;
    private final RouterMetrics metrics;
    private final QuarantineReporter quarantines;
    private final InstantSource clock;

    LargeFanoutProcessor(SubscriptionIndex index, AppliedPosition applied, OpenTransaction transaction,
            RouterMetrics metrics, QuarantineReporter quarantines, InstantSource clock) {
        this.index = index;
        this.applied = applied;
        this.transaction = transaction;
        this.metrics = metrics;
        this.quarantines = quarantines;
        this.clock = clock;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        LargeFanout fanout = LargeFanout.read(record);
        if (fanout != null) {
            writePart(fanout);
            return;
        }
        RecordMetadata position = context().recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record of a topic must have a position"));
        quarantine(record.key(), new SourceRecord(position.topic(), position.partition(), position.offset(),
                record.timestamp(), record.headers(), record.value()), QuarantineReason.INVALID_EVENT,
                "the record of the fan-out topic was not written by a router");
    }

    private void writePart(LargeFanout fanout) {
        boolean isUpToDate = applied.await(fanout.version(), SUBSCRIPTIONS_TIMEOUT);
        if (!isUpToDate) {
            LOG.warn(
                    "A large fan-out continues with the subscriptions up to offset {} of the applied topic, although it"
                            + " started with those up to offset {}",
                    applied.current(), fanout.version());
        }
        MatchResult matches = index.matchAgain(fanout.event());
        List<Match> remaining = matches.found().stream()
                .filter(match -> match.subscription().compareTo(fanout.after()) > 0)
                .sorted(Comparator.comparing(Match::subscription)).toList();
        Instant now = clock.instant();
        String lastWritten = null;
        if (!remaining.isEmpty()) {
            DeliveryFanout deliveries = new DeliveryFanout(fanout.shared().matched(now), remaining);
            int count = deliveries.bytes() <= transaction.bytesAvailable()
                    ? remaining.size()
                    : deliveries.countFitting(transaction.bytesAvailable());
            deliveries.records(count)
                    .forEach(delivery -> context().forward(delivery, LargeFanoutTopology.DELIVERIES_SINK));
            metrics.recordDeliveries(count);
            addToTransaction(deliveries.bytes() / remaining.size() * count);
            if (count < remaining.size()) {
                lastWritten = remaining.get(count - 1).subscription();
                context().forward(
                        fanout.continuedAfter(lastWritten, remaining, isUpToDate ? fanout.version() : 0).record(now),
                        LargeFanoutTopology.FANOUT_SINK);
                addToTransaction(fanout.event().size());
            }
        }
        quarantineFailures(fanout, matches, lastWritten);
    }

    private void addToTransaction(long writtenBytes) {
        if (transaction.add(writtenBytes)) {
            context().commit();
        }
    }

    /** Reports a failed filter with the part that would have contained the delivery, so that it is reported once. */
    private void quarantineFailures(LargeFanout fanout, MatchResult matches, @Nullable String lastWritten) {
        Map<String, String> failed = new TreeMap<>(matches.failed()).tailMap(fanout.after(), false);
        MatchResult part = new MatchResult(List.of(),
                lastWritten == null ? failed : new TreeMap<>(failed).headMap(lastWritten, true), List.of());
        if (!part.failed().isEmpty()) {
            quarantine(fanout.key(), fanout.source(), QuarantineReason.FILTER_FAILED, part.describeFailures());
        }
    }

    private void quarantine(byte @Nullable [] key, SourceRecord source, QuarantineReason reason, String detail) {
        QuarantineRecord kept = QuarantineRecord.of(key, source, reason.code(), detail);
        quarantines.report(source, reason);
        context().forward(new Record<>(kept.key(), kept.value(), clock.millis(), kept.headers()),
                LargeFanoutTopology.QUARANTINE_SINK);
    }
}
