package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A dispatcher that is killed while it holds deliveries, and while it releases them. */
@ExtendWith(SharedBroker.class)
class KilledReleaseIT {
    private static final int EVENTS = 5_000;

    private final ScriptedReceiver receiver = ScriptedReceiver.start();

    @TempDir
    private Path directory;

    private Broker broker;
    private Pipeline pipeline;
    private Processes processes;

    @BeforeEach
    void createTopics(Broker shared) {
        broker = shared;
        pipeline = new Pipeline(shared.bootstrapServers(), shared.prefix(), directory);
        processes = new Processes(directory,
                Map.of("CARTEIRO_TOPICS_PREFIX", shared.prefix(), "CARTEIRO_TOPICS_RETRY_TIERS", "200ms,1s,5s"));
    }

    @AfterEach
    void close() {
        processes.close();
        pipeline.close();
        receiver.close();
    }

    @Test
    void nothingIsLostAndEachHeldRecordIsReleasedOnce() throws Exception {
        receiver.at("/hook").answers(200);
        pipeline.startRouter("router");
        Process first = startDispatcher();
        subscribe("paused");
        Set<String> expected = publish();
        broker.awaitRecords(pipeline.names().held(), EVENTS / 2, Pipeline.TIMEOUT);
        processes.kill(first);
        Process second = startDispatcher();
        broker.awaitRecords(pipeline.names().held(), EVENTS, Pipeline.TIMEOUT);
        assertThat(receiver.requests()).isEmpty();

        subscribe("active");
        receiver.awaitRequests(EVENTS / 20, Pipeline.TIMEOUT);
        processes.kill(second);
        int whenKilled = released().size();
        startDispatcher();

        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> received().equals(expected));
        assertThat(whenKilled).isLessThan(EVENTS);
        assertThat(broker.readAll(pipeline.names().held(), Pipeline.TIMEOUT)).hasSize(EVENTS);
        assertThat(released()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private Process startDispatcher() {
        return processes.startReady("dispatcher", "--bootstrap-servers", broker.bootstrapServers(), "--metrics-port",
                "0", "--instance-id", "dispatcher-1", "--allow-target", "127.0.0.0/8");
    }

    private void subscribe(String state) {
        int before = broker.readAll(pipeline.names().applied()).size();
        broker.produce(pipeline.names().subscriptions(), "sub",
                "{\"targetUrl\": \"%s\", \"events\": [\"order.*\"], \"state\": \"%s\"}"
                        .formatted(receiver.uri("/hook"), state));
        broker.awaitRecords(pipeline.names().applied(), before + 1, Pipeline.TIMEOUT);
        FixedWait.millis(500);
    }

    /** @return the ids of the deliveries */
    private Set<String> publish() {
        List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < EVENTS; i++) {
            String event = "{\"id\":\"evt_%d\",\"event\":\"order.paid\",\"data\":{\"n\":%d}}".formatted(i, i);
            events.add(new ProducerRecord<>(pipeline.names().events(),
                    ("order-" + i).getBytes(StandardCharsets.UTF_8), event.getBytes(StandardCharsets.UTF_8)));
            ids.add(new DeliveryId(pipeline.names().events(), "evt_" + i).forSubscription("sub"));
        }
        broker.produceAll(events);
        return ids;
    }

    private Set<String> received() {
        Set<String> ids = new HashSet<>();
        receiver.requests().forEach(request -> ids.add(String.valueOf(request.headers().first("webhook-id"))));
        return ids;
    }

    private List<String> released() {
        List<String> ids = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : broker.readAll(pipeline.names().deliveries(), Pipeline.TIMEOUT)) {
            Header header = record.headers().lastHeader("delivery");
            if (record.headers().lastHeader("released") != null && header != null) {
                ids.add(new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return ids;
    }
}
