package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.broker.BrokerSettings;
import dev.carteiro.broker.EmbeddedBroker;
import dev.carteiro.testkit.receiver.Behaviours;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that goes away for longer than the dispatcher's producer waits, and comes back. */
class BrokerOutageIT {
    private static final Duration OUTAGE = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Test
    void nothingIsLostAndNothingNeedsARestart() throws Exception {
        CountDownLatch brokerIsAway = new CountDownLatch(1);
        EmbeddedBroker first = EmbeddedBroker.start(BrokerSettings.at(directory.resolve("kafka")));
        BrokerSettings again = BrokerSettings.at(directory.resolve("kafka")).withPort(first.port());
        try (ScriptedReceiver receiver = ScriptedReceiver.start();
                Pipeline pipeline = new Pipeline(first.bootstrapServers(), "carteiro.", directory);
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, first.bootstrapServers()),
                        new StringSerializer(), new StringSerializer())) {
            receiver.at("/quick").answers(200);
            receiver.at("/during").behaves(Behaviours.heldUntil(brokerIsAway, Behaviours.answer(200)),
                    Behaviours.answer(200));
            pipeline.startRouter("one");
            pipeline.startDispatcher();
            for (String id : Set.of("quick", "during")) {
                producer.send(new ProducerRecord<>(pipeline.names().subscriptions(), id,
                        "{\"targetUrl\": \"%s\", \"events\": [\"%s\"], \"timeout\": \"30s\"}"
                                .formatted(receiver.uri("/" + id), id)))
                        .get();
            }
            Awaitility.await().atMost(Pipeline.PATIENCE).until(() -> {
                publish(producer, pipeline, "warm-up", "quick");
                return !receiver.requests("/quick").isEmpty();
            });
            publish(producer, pipeline, "evt_1", "during");
            receiver.awaitRequests("/during", 1, Pipeline.PATIENCE);

            first.close();
            brokerIsAway.countDown();
            Pause.millis(OUTAGE.toMillis());
            try (EmbeddedBroker second = EmbeddedBroker.start(again)) {
                assertThat(second.port()).isEqualTo(first.port());
                publish(producer, pipeline, "evt_2", "quick");
                Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> ids(receiver, "/quick").size() >= 2);
                // Its outcome could not be committed: the attempt is repeated under the same id, once at most.
                assertThat(ids(receiver, "/during")).hasSize(1);
                assertThat(receiver.requests("/during")).hasSizeLessThanOrEqualTo(2);
                pipeline.requireHealthy();
                pipeline.stop();
            }
        }
    }

    private static void publish(KafkaProducer<String, String> producer, Pipeline pipeline, String id, String type)
            throws Exception {
        producer.send(new ProducerRecord<>(pipeline.names().events(),
                "{\"id\":\"%s\",\"event\":\"%s\",\"data\":{}}".formatted(id, type))).get();
    }

    private static Set<String> ids(ScriptedReceiver receiver, String path) {
        Set<String> ids = new HashSet<>();
        for (ReceivedRequest request : receiver.requests(path)) {
            ids.add(String.valueOf(request.headers().first("webhook-id")));
        }
        return ids;
    }
}
