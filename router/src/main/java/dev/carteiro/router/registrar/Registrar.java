package dev.carteiro.router.registrar;

import dev.carteiro.router.applied.DoubtfulSecrets;
import dev.carteiro.router.fault.Quarantines;
import dev.carteiro.router.metrics.QuarantineReason;
import dev.carteiro.schemas.event.SourceRecord;
import dev.carteiro.schemas.quarantine.QuarantineRecord;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.subscription.SubscriptionReading;
import dev.carteiro.schemas.wire.UnpackedRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Judges one record of the subscriptions topic at a time. One instance a task, used by its thread alone. */
final class Registrar extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    private static final String NO_ID = "the record's key must be the subscription's id in UTF-8:"
            + " 1 to 256 characters without control characters";

    private final SubscriptionReader reader;
    private final DoubtfulSecrets inForce;
    private final Quarantines quarantines;
    private final WeakSecrets weak;
    private final InstantSource clock;

    Registrar(SubscriptionReader reader, DoubtfulSecrets inForce, Quarantines quarantines, WeakSecrets weak,
            InstantSource clock) {
        this.reader = reader;
        this.inForce = inForce;
        this.quarantines = quarantines;
        this.weak = weak;
        this.clock = clock;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        problem(record).ifPresentOrElse(problem -> quarantine(record, problem),
                () -> context().forward(new Record<>(record.key(), record.value(), clock.millis(), new RecordHeaders()),
                        RegistrarTopology.APPLIED_SINK));
    }

    private Optional<String> problem(Record<byte[], byte[]> record) {
        // Headers are not read, and none are passed on.
        String unread = UnpackedRecord.problem(record.headers(), 0, Integer.MAX_VALUE);
        return unread == null ? problem(record.key(), record.value()) : Optional.of(unread);
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
            case SubscriptionReading.Valid(Subscription subscription) -> {
                weak.note(subscription);
                yield Optional.empty();
            }
            case SubscriptionReading.Invalid invalid -> Optional.of(invalid.detail());
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
                .orElseThrow(() -> new IllegalStateException("a record from a topic has a position"));
        SourceRecord source = new SourceRecord(position.topic(), position.partition(), position.offset(),
                record.timestamp(), record.headers(), record.value());
        QuarantineRecord kept = QuarantineRecord.of(record.key(), source, QuarantineReason.INVALID_SUBSCRIPTION.code(),
                problem);
        quarantines.note(source, QuarantineReason.INVALID_SUBSCRIPTION);
        context().forward(new Record<>(kept.key(), kept.value(), clock.millis(), kept.headers()),
                RegistrarTopology.QUARANTINE_SINK);
    }
}
