package dev.carteiro.router.registrar;

import dev.carteiro.router.applied.CreationTimes;
import dev.carteiro.router.applied.CreationTimes.Creation;
import dev.carteiro.router.applied.LegacySecrets;
import dev.carteiro.router.fault.QuarantineReporter;
import dev.carteiro.router.metrics.QuarantineReason;
import dev.carteiro.runtime.http.LruMap;
import dev.carteiro.schemas.event.SourceRecord;
import dev.carteiro.schemas.quarantine.QuarantineRecord;
import dev.carteiro.schemas.subscription.RegistrarRules;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.subscription.SubscriptionTimes;
import dev.carteiro.schemas.wire.DecompressedRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Validates the records of the subscriptions topic, and publishes its rules once. One instance per task, used only by
 * its thread.
 */
final class Registrar extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    private static final String NO_ID = "the record's key must be the subscription id in UTF-8:"
            + " 1 to 256 characters without control characters";

    /** Maximum number of remembered subscriptions: more than are written before the applied topic is read back. */
    private static final int MAX_RECENT = 10_000;

    private final SubscriptionReader reader;
    private final LegacySecrets inForce;
    private final CreationTimes creations;

    /**
     * Subscriptions that this registrar has accepted recently, because {@code creations} lags behind. Empty for a
     * deletion.
     */
    private final Map<String, Optional<Creation>> recent = new LruMap<>(MAX_RECENT);

    private final QuarantineReporter quarantines;
    private final WeakSecretReporter weak;
    private final RegistrarRules rules;
    private final InstantSource clock;

    Registrar(SubscriptionReader reader, LegacySecrets inForce, CreationTimes creations, QuarantineReporter quarantines,
            WeakSecretReporter weak, RegistrarRules rules, InstantSource clock) {
        this.reader = reader;
        this.rules = rules;
        this.inForce = inForce;
        this.creations = creations;
        this.quarantines = quarantines;
        this.weak = weak;
        this.clock = clock;
    }

    /**
     * Schedules the publication of the rules, because a processor must not forward records during its initialization.
     */
    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        // Another router may have had the task in the meantime.
        recent.clear();
        AtomicReference<@Nullable Cancellable> once = new AtomicReference<>();
        once.set(context.schedule(Duration.ofMillis(1), PunctuationType.WALL_CLOCK_TIME, now -> {
            Optional.ofNullable(once.get()).ifPresent(Cancellable::cancel);
            context.forward(new Record<>(RegistrarRules.key(), rules.toJson(), clock.millis()),
                    RegistrarTopology.RULES_SINK);
        }));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        problem(record).ifPresentOrElse(problem -> quarantine(record, problem),
                () -> context().forward(new Record<>(record.key(), record.value(), clock.millis(), times(record)),
                        RegistrarTopology.APPLIED_SINK));
    }

    /** Returns the headers of a valid version, with the creation time of its subscription; none for a deletion. */
    private Headers times(Record<byte[], byte[]> record) {
        String id = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            recent.put(id, Optional.empty());
            return new RecordHeaders();
        }
        Instant writtenAt = Instant.ofEpochMilli(record.timestamp());
        Optional<Creation> known = recent.get(id);
        Creation creation = (known == null ? Optional.ofNullable(creations.of(id)) : known)
                .orElse(new Creation(writtenAt));
        recent.put(id, Optional.of(creation));
        return new SubscriptionTimes(creation.at(), writtenAt).headers();
    }

    private Optional<String> problem(Record<byte[], byte[]> record) {
        // Only the limits matter: headers are neither used nor forwarded.
        String tooLarge = DecompressedRecord.problem(record.headers(), 0, Integer.MAX_VALUE);
        return tooLarge == null ? problem(record.key(), record.value()) : Optional.of(tooLarge);
    }

    private Optional<String> problem(byte @Nullable [] key, byte @Nullable [] value) {
        String id = id(key);
        if (id == null || !SubscriptionReader.isId(id)) {
            return Optional.of(NO_ID);
        }
        if (value == null) {
            return Optional.empty();
        }
        return switch (reader.read(id, value, inForce.of(id))) {
            case SubscriptionReadResult.Valid(Subscription subscription) -> {
                weak.report(subscription);
                yield Optional.empty();
            }
            case SubscriptionReadResult.Invalid invalid -> Optional.of(invalid.detail());
        };
    }

    private static @Nullable String id(byte @Nullable [] key) {
        try {
            return key == null ? null : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private void quarantine(Record<byte[], byte[]> record, String problem) {
        RecordMetadata position = context().recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record of a topic must have a position"));
        SourceRecord source = new SourceRecord(position.topic(), position.partition(), position.offset(),
                record.timestamp(), record.headers(), record.value());
        QuarantineRecord kept = QuarantineRecord.of(record.key(), source, QuarantineReason.INVALID_SUBSCRIPTION.code(),
                problem);
        quarantines.report(source, QuarantineReason.INVALID_SUBSCRIPTION);
        context().forward(new Record<>(kept.key(), kept.value(), clock.millis(), kept.headers()),
                RegistrarTopology.QUARANTINE_SINK);
    }
}
