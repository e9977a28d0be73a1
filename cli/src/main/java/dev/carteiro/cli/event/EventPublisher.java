package dev.carteiro.cli.event;

import dev.carteiro.cli.CommandErrorHandler;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.kafka.KafkaProducers;
import dev.carteiro.runtime.kafka.KafkaAccess;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Publishes events, with many in flight, and counts the published ones. Used by one thread. */
public final class EventPublisher implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long published;

    public EventPublisher(KafkaAccess access, String topic) {
        this.producer = KafkaProducers.producer(access);
        this.topic = topic;
    }

    /**
     * Publishes an event without waiting for the acknowledgement.
     *
     * @throws CommandException if this event or an earlier one could not be written
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback gets the result
    public void publish(byte[] event) {
        stopIfFailed();
        try {
            producer.send(new ProducerRecord<>(topic, EventKey.of(event), event), (position, e) -> {
                if (e != null) {
                    failure.compareAndSet(null, e);
                }
            });
            published++;
        } catch (KafkaException e) {
            failure.compareAndSet(null, e);
        }
    }

    /**
     * Publishes one event and waits for the acknowledgement.
     *
     * @param key {@code null} for partitions in turn
     * @return the event's position
     * @throws CommandException if the event could not be written
     */
    RecordMetadata publish(byte[] event, byte @Nullable [] key) {
        return KafkaProducers.await(producer.send(new ProducerRecord<>(topic, key, event)), "publish to " + topic);
    }

    /**
     * Waits until all events are acknowledged.
     *
     * @return the number of events
     * @throws CommandException if one could not be written
     */
    public long finish() {
        producer.flush();
        stopIfFailed();
        return published;
    }

    private void stopIfFailed() {
        Exception e = failure.get();
        if (e != null) {
            throw new CommandException("cannot publish to " + topic + " (some events may already be written): "
                    + CommandErrorHandler.describe(e), e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
