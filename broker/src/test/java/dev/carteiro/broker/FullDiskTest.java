package dev.carteiro.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Uses a small real file system, if this machine allows mounting one. */
@Timeout(240)
class FullDiskTest {
    @TempDir
    Path temp;

    private Path disk;

    @BeforeEach
    void mountASmallDisk() throws Exception {
        disk = Files.createDirectory(temp.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString()),
                "this user may not mount a file system of 24 MiB");
    }

    @AfterEach
    void unmount() throws Exception {
        // Kafka's memory mappings keep it busy until they are garbage-collected.
        run("umount", "--lazy", disk.toString());
    }

    @Test
    void reportsAFullDiskAtTheFailureAndAtTheNextStartWithoutLoss() throws Exception {
        Path data = disk.resolve("kafka");
        CompletableFuture<String> fault = new CompletableFuture<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.at(data), fault::complete)) {
            BrokerTestClients.createTopic(broker, "t");
            fill(broker, fault);
            assertThat(fault.get(60, TimeUnit.SECONDS)).isEqualTo("the disk of " + data
                    + " is full, and the embedded Kafka broker stopped: free some space on it, then start again");
        }
        assertThat(EmbeddedBroker.wasKilled(data)).isTrue();

        assertThatExceptionOfType(BrokerException.class).isThrownBy(() -> EmbeddedBroker.start(BrokerSettings.at(data)))
                .withMessage("the disk of " + data
                        + " is full, and the embedded Kafka broker did not start: free some space on it, then start again");

        assertThat(run("mount", "-o", "remount,size=96m", disk.toString())).isTrue();
        EmbeddedBroker.start(BrokerSettings.at(data)).close();
        assertThat(EmbeddedBroker.wasKilled(data)).isFalse();
    }

    private static void fill(EmbeddedBroker broker, CompletableFuture<String> fault) {
        byte[] value = new byte[256 * 1024];
        new Random(19).nextBytes(value);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(Map.of("bootstrap.servers",
                broker.bootstrapServers(), "max.block.ms", 2_000, "delivery.timeout.ms", 5_000, "request.timeout.ms",
                2_000,
                "linger.ms", 0), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 1_000 && !fault.isDone(); i++) {
                try {
                    producer.send(new ProducerRecord<>("t", value)).get(10, TimeUnit.SECONDS);
                } catch (Exception full) {
                    // Failed writes are expected on a full disk.
                }
            }
            producer.close(Duration.ZERO);
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor() == 0;
        } catch (IOException thereIsNoSuchProgram) {
            return false;
        }
    }
}
