package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.broker.BrokerSettings;
import dev.carteiro.broker.EmbeddedBroker;
import dev.carteiro.testkit.receiver.Behaviour;
import dev.carteiro.testkit.receiver.Behaviours;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An outage of the broker that is longer than the dispatcher's producer waits. */
class BrokerOutageIT {
    /** Longer than the producer waits. Use {@code -Dcarteiro.it.outage=120} for a long outage. */
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("carteiro.it.outage", 20));

    private static final int BEFORE = 10_000;
    private static final int MAX_RECORDS = 2_000;
    private static final Duration RESPONSE_TIME = Duration.ofMillis(10);

    /** Finished results and requests in flight at the start of the outage: at most the records in memory. */
    private static final int MAX_REPEATED = MAX_RECORDS;

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
            Awaitility.await().atMost(Pipeline.TIMEOUT).until(() -> {
                publish(producer, pipeline, "warm-up", "quick");
                return !receiver.requests("/quick").isEmpty();
            });
            publish(producer, pipeline, "evt_1", "during");
            receiver.awaitRequests("/during", 1, Pipeline.TIMEOUT);

            first.close();
            brokerIsAway.countDown();
            FixedWait.millis(OUTAGE.toMillis());
            try (EmbeddedBroker second = EmbeddedBroker.start(again)) {
                assertThat(second.port()).isEqualTo(first.port());
                publish(producer, pipeline, "evt_2", "quick");
                Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> ids(receiver, "/quick").size() >= 2);
                // Its outcome could not be committed: the attempt is repeated under the same id, at most once.
                assertThat(ids(receiver, "/during")).hasSize(1);
                assertThat(receiver.requests("/during")).hasSizeLessThanOrEqualTo(2);
                pipeline.requireHealthy();
                pipeline.stop();
            }
        }
    }

    /** Most of the backlog remains when the outage begins; it is delivered after the outage, and only once. */
    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // flushed, and every event is awaited
    void aBacklogIsDeliveredAfterwardsAndMemoryStaysBounded() throws Exception {
        MeterRegistry meters = new SimpleMeterRegistry();
        EmbeddedBroker first = EmbeddedBroker.start(BrokerSettings.at(directory.resolve("kafka")));
        BrokerSettings again = BrokerSettings.at(directory.resolve("kafka")).withPort(first.port());
        try (ScriptedReceiver receiver = ScriptedReceiver.start();
                Pipeline pipeline = new Pipeline(first.bootstrapServers(), "carteiro.", directory);
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, first.bootstrapServers()),
                        new StringSerializer(), new StringSerializer())) {
            Behaviour ok = Behaviours.answer(200);
            receiver.at("/quick").behaves((wire, request) -> {
                Thread.sleep(RESPONSE_TIME);
                return ok.act(wire, request);
            });
            pipeline.startRouter("one");
            pipeline.startDispatcher(meters, MAX_RECORDS);
            producer.send(new ProducerRecord<>(pipeline.names().subscriptions(), "quick",
                    "{\"targetUrl\": \"%s\", \"events\": [\"quick\"]}".formatted(receiver.uri("/quick")))).get();
            Awaitility.await().atMost(Pipeline.TIMEOUT).until(() -> {
                publish(producer, pipeline, "warm-up", "quick");
                return !receiver.requests("/quick").isEmpty();
            });
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < BEFORE; i++) {
                sent.add(producer.send(new ProducerRecord<>(pipeline.names().events(),
                        "{\"id\":\"evt_%d\",\"event\":\"quick\",\"data\":{}}".formatted(i))));
            }
            for (Future<RecordMetadata> written : sent) {
                written.get();
            }
            receiver.awaitRequests(BEFORE / 10, Pipeline.TIMEOUT);

            first.close();
            int whenGone = receiver.requests().size();
            int mostInMemory = 0;
            long end = System.nanoTime() + OUTAGE.toNanos();
            while (System.nanoTime() - end < 0) {
                mostInMemory = Math.max(mostInMemory,
                        (int) meters.get("carteiro.dispatcher.in.memory").gauge().value());
                FixedWait.millis(100);
            }
            int whileAway = receiver.requests().size() - whenGone;
            try (EmbeddedBroker second = EmbeddedBroker.start(again)) {
                assertThat(second.port()).isEqualTo(first.port());
                publish(producer, pipeline, "after", "quick");
                Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(500))
                        .until(() -> ids(receiver, "/quick").size() >= BEFORE + 2);

                assertThat(whenGone).as("requests before the outage").isLessThan(BEFORE);
                assertThat(mostInMemory).as("deliveries in memory").isLessThanOrEqualTo(MAX_RECORDS);
                assertThat(whileAway).as("requests whose outcome could not be committed").isLessThan(MAX_REPEATED);
                assertThat(receiver.requests().size() - BEFORE - 2).as("repeated requests").isLessThan(MAX_REPEATED);
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
