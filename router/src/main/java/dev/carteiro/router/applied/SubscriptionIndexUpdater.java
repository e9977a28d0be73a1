package dev.carteiro.router.applied;

import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.router.metrics.RouterMetrics;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Invalid;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Valid;
import dev.carteiro.schemas.subscription.SubscriptionTimes;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the index, at restore and afterwards. Used by the global thread alone; several instances may feed one index.
 * Never throws for what a record holds: a global processor cannot quarantine, and its failure would end the router.
 */
final class SubscriptionIndexUpdater extends ContextualProcessor<byte[], byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionIndexUpdater.class);

    private final SubscriptionReader reader;
    private final SubscriptionIndex index;
    private final LegacySecrets doubtful;
    private final CreationTimes creations;
    private final AppliedPosition position;
    private final RouterMetrics metrics;

    SubscriptionIndexUpdater(SubscriptionReader reader, SubscriptionIndex index, LegacySecrets doubtful,
            CreationTimes creations, AppliedPosition position, RouterMetrics metrics) {
        this.reader = reader;
        this.index = index;
        this.doubtful = doubtful;
        this.creations = creations;
        this.position = position;
        this.metrics = metrics;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        long offset = context().recordMetadata().map(RecordMetadata::offset)
                .orElseThrow(() -> new IllegalStateException("a record from a topic has a position"));
        try {
            apply(record, offset);
        } catch (RuntimeException | StackOverflowError e) {
            ignore(offset, e.toString());
        }
        position.reached(offset);
    }

    private void apply(Record<byte[], byte[]> record, long offset) {
        byte[] key = record.key();
        byte[] value = record.value();
        if (key == null) {
            ignore(offset, "it has no key");
            return;
        }
        String id = new String(key, StandardCharsets.UTF_8);
        if (value == null) {
            index.remove(id);
            doubtful.remove(id);
            creations.remove(id);
            return;
        }
        switch (reader.readApplied(id, value)) {
            case Valid(var subscription) -> {
                index.put(subscription, offset);
                doubtful.put(subscription);
                creations.put(subscription.id(),
                        SubscriptionTimes.read(record.headers(), record.timestamp()).createdAt());
            }
            case Invalid invalid -> ignore(offset, invalid.detail());
        }
    }

    private void ignore(long offset, String why) {
        metrics.appliedInvalid();
        LOG.warn("Offset {} of the applied topic was not written by the registrar and is ignored: {}", offset, why);
    }
}
