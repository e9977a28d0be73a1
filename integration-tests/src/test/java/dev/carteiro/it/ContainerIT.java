package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The pipeline with Apache Kafka's own image. Skipped without Docker. */
class ContainerIT {
    private static final DockerImageName IMAGE = DockerImageName.parse("apache/kafka:4.3.1");

    @BeforeAll
    static void needsDocker() {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(),
                "no Docker engine responds here, so Apache Kafka's image cannot be started");
    }

    @Test
    void anEventBecomesARequest(@TempDir Path state) throws Exception {
        try (KafkaContainer kafka = new KafkaContainer(IMAGE); ScriptedReceiver receiver = ScriptedReceiver.start()) {
            kafka.start();
            receiver.at("/hook").answers(200);
            try (Pipeline pipeline = new Pipeline(kafka.getBootstrapServers(), "carteiro.", state);
                    KafkaProducer<String, String> producer = new KafkaProducer<>(
                            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.getBootstrapServers()),
                            new StringSerializer(), new StringSerializer())) {
                pipeline.startRouter("one");
                pipeline.startDispatcher();
                producer.send(new ProducerRecord<>(pipeline.names().subscriptions(), "sub",
                        "{\"targetUrl\": \"%s\", \"events\": [\"person.*\"]}".formatted(receiver.uri("/hook")))).get();
                // A subscription is active once applied; until then, events do not match.
                String event = "{\"event\": \"person.created\", \"data\": {}, \"timestamp\": \"2025-02-10T15:30:50Z\"}";
                for (int i = 0; i < 100 && receiver.requests().isEmpty(); i++) {
                    producer.send(new ProducerRecord<>(pipeline.names().events(), event)).get();
                    FixedWait.millis(100);
                }

                ReceivedRequest request = receiver.awaitRequests(1, Pipeline.TIMEOUT).getFirst();

                assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo(
                        "{\"type\":\"person.created\",\"timestamp\":\"2025-02-10T15:30:50Z\",\"data\":{}}");
                pipeline.requireHealthy();
            }
        }
    }
}
