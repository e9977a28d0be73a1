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
 * Writes one part of a large fan-out, and hands what remains to the end of the fan-out topic; both in the transaction
 * that takes this part's record off the topic. So each part is written exactly once, and large fan-outs take turns. One
 * instance a task, used by its thread alone.
 */
final class LargeFanoutProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(LargeFanoutProcessor.class);

    /** How long to wait for subscriptions that another router had already read. */
    private static final Duration SUBSCRIPTIONS_WITHIN = Duration.ofSeconds(10);

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
                .orElseThrow(() -> new IllegalStateException("a record from a topic has a position"));
        quarantine(record.key(), new SourceRecord(position.topic(), position.partition(), position.offset(),
                record.timestamp(), record.headers(), record.value()), QuarantineReason.INVALID_EVENT,
                "no router has written this record of the fan-out topic");
    }

    private void writePart(LargeFanout fanout) {
        boolean asFar = applied.await(fanout.version(), SUBSCRIPTIONS_WITHIN);
        if (!asFar) {
            LOG.warn(
                    "A large fan-out goes on with the subscriptions up to offset {} of the applied topic, though it began"
                            + " with those up to {}",
                    applied.current(), fanout.version());
        }
        MatchResult matches = index.matchAgain(fanout.event());
        List<Match> remaining = matches.found().stream()
                .filter(match -> match.subscription().compareTo(fanout.after()) > 0)
                .sorted(Comparator.comparing(Match::subscription)).toList();
        Instant now = clock.instant();
        String until = null;
        if (!remaining.isEmpty()) {
            DeliveryFanout deliveries = new DeliveryFanout(fanout.shared().matched(now), remaining);
            int count = deliveries.bytes() <= transaction.room()
                    ? remaining.size()
                    : deliveries.fitting(transaction.room());
            deliveries.records(count)
                    .forEach(delivery -> context().forward(delivery, LargeFanoutTopology.DELIVERIES_SINK));
            metrics.deliveries(count);
            commitSoon(deliveries.bytes() / remaining.size() * count);
            if (count < remaining.size()) {
                until = remaining.get(count - 1).subscription();
                context().forward(fanout.after(until, remaining, asFar ? fanout.version() : 0).record(now),
                        LargeFanoutTopology.FANOUT_SINK);
                commitSoon(fanout.event().size());
            }
        }
        quarantineFailures(fanout, matches, until);
    }

    private void commitSoon(long written) {
        if (transaction.add(written)) {
            context().commit();
        }
    }

    /** Each subscription whose filter fails is told of with the part that would have held its delivery, and so once. */
    private void quarantineFailures(LargeFanout fanout, MatchResult matches, @Nullable String until) {
        Map<String, String> failed = new TreeMap<>(matches.failed()).tailMap(fanout.after(), false);
        MatchResult part = new MatchResult(List.of(),
                until == null ? failed : new TreeMap<>(failed).headMap(until, true), List.of());
        if (!part.failed().isEmpty()) {
            quarantine(fanout.key(), fanout.source(), QuarantineReason.FILTER_FAILED, part.failures());
        }
    }

    private void quarantine(byte @Nullable [] key, SourceRecord source, QuarantineReason reason, String detail) {
        QuarantineRecord kept = QuarantineRecord.of(key, source, reason.code(), detail);
        quarantines.note(source, reason);
        context().forward(new Record<>(kept.key(), kept.value(), clock.millis(), kept.headers()),
                LargeFanoutTopology.QUARANTINE_SINK);
    }
}
