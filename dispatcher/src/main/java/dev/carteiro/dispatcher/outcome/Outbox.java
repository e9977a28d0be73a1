package dev.carteiro.dispatcher.outcome;

import dev.carteiro.dispatcher.retry.RetryWheel;
import dev.carteiro.dispatcher.retry.RetryWheel.RetrySlot;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.delivery.DeadLetter;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.quarantine.QuarantineRecord;
import dev.carteiro.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Turns consequences into records; each goes to the partition from which its delivery came. Immutable. */
public final class Outbox {
    private static final String NOT_A_DELIVERY = "invalid-delivery";

    private final TopicNames names;
    private final RetryWheel wheel;

    public Outbox(TopicNames names, RetryWheel wheel) {
        this.names = names;
        this.wheel = wheel;
    }

    /**
     * Returns the records to write for a consequence.
     *
     * @param partition the partition of the consumed record
     * @param now the time of writing, from which waits in the retry topics are counted
     */
    public List<ProducerRecord<byte[], byte[]>> records(Consequence consequence, int partition, Instant now) {
        return switch (consequence) {
            case Consequence.Delivered(AttemptRecord attempt) -> List.of(history(attempt, partition));
            case Consequence.Cancelled(AttemptRecord attempt) -> List.of(history(attempt, partition));
            case Consequence.Tested(AttemptRecord attempt) -> List.of(history(attempt, partition));
            case Consequence.Retried(AttemptRecord attempt, Delivery next, Instant due) ->
                List.of(history(attempt, partition), waiting(next, due, partition, now));
            case Consequence.DeadLettered(AttemptRecord attempt, DeadLetter letter) ->
                List.of(history(attempt, partition), dead(letter, partition));
            case Consequence.Moved(Delivery delivery, Instant due, Consequence.Moved.MoveReason why) ->
                List.of(waiting(delivery, due, partition, now));
            case Consequence.Held(Delivery delivery) -> List.of(new ProducerRecord<>(names.held(), partition,
                    key(delivery), delivery.payload(), DeliveryCodec.headers(delivery)));
            case Consequence.WithStatusChange(Consequence attempted, String subscription, EndpointStatus status) ->
                Stream.concat(records(attempted, partition, now).stream(), Stream.of(status(subscription, status)))
                        .toList();
            case Consequence.Quarantined quarantined -> List.of(quarantined(quarantined));
        };
    }

    private ProducerRecord<byte[], byte[]> history(AttemptRecord attempt, int partition) {
        return new ProducerRecord<>(names.attempts(), partition,
                attempt.subject().subscription().getBytes(StandardCharsets.UTF_8), attempt.toJson());
    }

    private ProducerRecord<byte[], byte[]> waiting(Delivery delivery, Instant due, int partition, Instant now) {
        RetrySlot place = wheel.place(due, now);
        Delivery waiting = delivery.with(delivery.progress().waiting(due, place.wake()));
        return new ProducerRecord<>(place.topic(), partition, key(delivery), delivery.payload(),
                DeliveryCodec.headers(waiting));
    }

    private ProducerRecord<byte[], byte[]> dead(DeadLetter letter, int partition) {
        Delivery delivery = letter.delivery();
        return new ProducerRecord<>(names.deadLetters(), partition, key(delivery), delivery.payload(),
                letter.headers());
    }

    private ProducerRecord<byte[], byte[]> status(String subscription, @Nullable EndpointStatus status) {
        return new ProducerRecord<>(names.endpointStatus(), subscription.getBytes(StandardCharsets.UTF_8),
                status == null ? null : status.toJson());
    }

    private ProducerRecord<byte[], byte[]> quarantined(Consequence.Quarantined quarantined) {
        QuarantineRecord kept = QuarantineRecord.of(quarantined.key(), quarantined.source(), NOT_A_DELIVERY,
                quarantined.detail());
        return new ProducerRecord<>(names.quarantine(), null, kept.key(), kept.value(), kept.headers());
    }

    private static byte[] key(Delivery delivery) {
        return delivery.subscription().getBytes(StandardCharsets.UTF_8);
    }
}
