package dev.carteiro.router.applied;

import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.router.metrics.RouterMetrics;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Invalid;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Valid;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.subscription.SubscriptionTimes;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Updates the index from the applied topic, during the restore and afterwards. Used only by the global thread; several
 * instances may update one index. Never throws because of a record's content: a global processor cannot write to
 * quarantine, and its failure would end the router.
 */
final class SubscriptionIndexUpdater extends ContextualProcessor<byte[], byte[], Void, Void> {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionIndexUpdater.class);

    private final SubscriptionReader reader;
    private final SubscriptionIndex index;
    private final LegacySecrets legacySecrets;
    private final CreationTimes creations;
    private final AppliedPosition position;
    private final RouterMetrics metrics;

    SubscriptionIndexUpdater(SubscriptionReader reader, SubscriptionIndex index, LegacySecrets legacySecrets,
            CreationTimes creations, AppliedPosition position, RouterMetrics metrics) {
        this.reader = reader;
        this.index = index;
        this.legacySecrets = legacySecrets;
        this.creations = creations;
        this.position = position;
        this.metrics = metrics;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        long offset = context().recordMetadata().map(RecordMetadata::offset)
                .orElseThrow(() -> new IllegalStateException("a record of a topic must have a position"));
        try {
            apply(record, offset);
        } catch (RuntimeException | StackOverflowError e) {
            ignore(offset, e.toString());
        }
        position.advanceTo(offset);
    }

    private void apply(Record<byte[], byte[]> record, long offset) {
        byte[] key = record.key();
        byte[] value = record.value();
        if (key == null) {
            ignore(offset, "the record has no key");
            return;
        }
        String id = new String(key, StandardCharsets.UTF_8);
        if (value == null) {
            index.remove(id);
            legacySecrets.remove(id);
            creations.remove(id);
            return;
        }
        switch (reader.readApplied(id, value)) {
            case Valid(var subscription) -> {
                index.put(subscription, offset);
                legacySecrets.put(subscription);
                creations.put(subscription.id(),
                        SubscriptionTimes.read(record.headers(), record.timestamp()).createdAt());
            }
            case Invalid invalid -> ignore(offset, invalid.detail());
        }
    }

    private void ignore(long offset, String reason) {
        metrics.recordInvalidApplied();
        LOG.warn("Ignoring offset {} of the applied topic, which was not written by the registrar: {}", offset, reason);
    }
}
