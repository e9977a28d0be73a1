package dev.carteiro.checker.run;

import dev.carteiro.checker.chaos.Chaos;
import dev.carteiro.checker.process.Trouble;
import dev.carteiro.checker.workload.Hook;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes the workload's subscriptions. Used by one thread. */
final class Subscriptions implements Chaos.Subscriber, AutoCloseable {
    private final List<Hook> hooks;
    private final String receiver;
    private final KafkaProducer<byte[], byte[]> producer;

    Subscriptions(KafkaAccess access, List<Hook> hooks, String receiver) {
        this.hooks = hooks;
        this.receiver = receiver;
        producer = new KafkaProducer<>(access.with(Map.of()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    void createAll() throws InterruptedException {
        write(hooks, "active");
    }

    @Override
    public void delete(Hook.Fate which) throws InterruptedException {
        write(with(which), null);
    }

    @Override
    public void setState(Hook.Fate which, String state) throws InterruptedException {
        write(with(which), state);
    }

    @Override
    public void close() {
        producer.close();
    }

    private List<Hook> with(Hook.Fate fate) {
        return hooks.stream().filter(hook -> hook.fate() == fate).toList();
    }

    private void write(List<Hook> which, @Nullable String state) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Hook hook : which) {
            byte[] value = state == null ? null : hook.json(receiver, state).getBytes(StandardCharsets.UTF_8);
            sent.add(producer.send(new ProducerRecord<>(TopicNames.DEFAULT.subscriptions(),
                    hook.id().getBytes(StandardCharsets.UTF_8), value)));
        }
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new Trouble("cannot write subscriptions: " + e.getMessage(), e);
            }
        }
    }
}
