package dev.carteiro.dispatcher.lane;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's own fake, whose commits fail as scripted, one after the other, and then succeed. Safe for any thread.
 */
final class ScriptedProducer extends MockProducer<byte[], byte[]> {
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();

    ScriptedProducer() {
        super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void failNextCommit(RuntimeException how) {
        failures.add(how);
    }

    @Override
    public void commitTransaction() {
        RuntimeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        super.commitTransaction();
    }
}
