package dev.carteiro.testkit.broker;

import dev.carteiro.broker.BrokerException;
import dev.carteiro.broker.BrokerSettings;
import dev.carteiro.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The only node of this JVM, on a temporary directory, with the clients that tests share. Thread-safe. */
final class SharedNode implements AutoCloseable {
    private static final int INTERNAL_PARTITIONS = 4;

    private final Path directory;
    private final EmbeddedBroker node;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;

    private SharedNode(Path directory, EmbeddedBroker node) {
        this.directory = directory;
        this.node = node;
        Map<String, Object> config = Map.of("bootstrap.servers", node.bootstrapServers());
        this.admin = Admin.create(config);
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    static SharedNode start() {
        try {
            Path directory = Files.createTempDirectory("carteiro-test-broker-");
            BrokerSettings settings = BrokerSettings.at(directory).withInternalPartitions(INTERNAL_PARTITIONS);
            return new SharedNode(directory, EmbeddedBroker.start(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BrokerException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    String bootstrapServers() {
        return node.bootstrapServers();
    }

    Admin admin() {
        return admin;
    }

    Producer<byte[], byte[]> producer() {
        return producer;
    }

    @Override
    public void close() throws IOException {
        producer.close();
        admin.close();
        node.close();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
