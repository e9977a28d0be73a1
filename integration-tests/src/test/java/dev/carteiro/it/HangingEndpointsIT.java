package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.Behaviours;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints that never respond, a thousand of them, or that fail every other second, beside a few healthy ones. */
@ExtendWith(SharedBroker.class)
class HangingEndpointsIT {
    private static final int HANGING = 1_000;
    private static final int EVENTS_PER_HANGING_ENDPOINT = 20;
    private static final int HEALTHY = 10;
    private static final int EVENTS = 500;
    private static final int MAX_RECORDS = 2_000;
    private static final int FLAPS = 12;
    private static final int EVENTS_PER_FLAP = 20;
    private static final int MAX_AVERAGE_ATTEMPTS = 3;
    private static final String SCHEDULE = "\"300ms\", \"700ms\", \"300ms\", \"700ms\", \"2s\", \"3s\"";

    private final ScriptedReceiver receiver = ScriptedReceiver.start();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger mostInMemory = new AtomicInteger();

    @TempDir
    private Path directory;

    private Broker broker;
    private Pipeline pipeline;

    @BeforeEach
    void createTopics(Broker shared) {
        broker = shared;
        pipeline = new Pipeline(shared.bootstrapServers(), shared.prefix(), directory);
    }

    @AfterEach
    void close() {
        pipeline.close();
        receiver.close();
    }

    /** Half of the hanging endpoints accept and never respond; the others do not even accept. All hang during the whole test. */
    @Test
    void healthyEndpointsGetEverythingAndMemoryAndThreadsAreBounded() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = fill(deaf);
                Socket second = fill(deaf)) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            receiver.at("/healthy").answers(200);
            receiver.at("/hole").behaves(Behaviours.neverAnswer());
            pipeline.startRouter("one");
            subscribe(deaf.getLocalPort());
            int threadsBefore = Thread.activeCount();
            pipeline.startDispatcher(meters, MAX_RECORDS);

            publish("hole", 0, EVENTS_PER_HANGING_ENDPOINT);
            Awaitility.await().atMost(Pipeline.TIMEOUT).until(() -> gauge("carteiro.dispatcher.in.flight") > 500);
            publish("healthy", 0, EVENTS);

            Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(10)).until(() -> {
                mostInMemory.accumulateAndGet(gauge("carteiro.dispatcher.in.memory"), Math::max);
                return receiver.requests("/healthy").size() >= HEALTHY * EVENTS;
            });

            assertThat(receiver.requests("/healthy")).hasSize(HEALTHY * EVENTS);
            assertThat(gauge("carteiro.dispatcher.in.flight")).as("requests that hang").isGreaterThan(500);
            assertThat(mostInMemory).hasValueLessThanOrEqualTo(MAX_RECORDS);
            assertThat(Thread.activeCount() - threadsBefore).as("platform threads").isLessThan(100);
            pipeline.requireHealthy();
        }
    }

    /** An endpoint that is up and down for a second each gets everything, in few attempts, without a dead letter. */
    @Test
    void anEndpointThatFlapsEverySecondGetsEverythingInFewAttempts() throws Exception {
        receiver.at("/flapping").behaves((wire, request) -> {
            boolean up = request.arrivedAt().getEpochSecond() % 2 == 0;
            return Behaviours.answer(up ? 200 : 503).act(wire, request);
        });
        pipeline.startRouter("one");
        pipeline.startDispatcher();
        // Long enough that no delivery dies while the machine is busy for seconds.
        broker.produceAll(List.of(subscription("flapping", receiver.uri("/flapping").toString(), "flap",
                SCHEDULE + ", \"3s\", \"3s\", \"3s\"")));
        broker.awaitRecords(pipeline.names().applied(), 1, Pipeline.TIMEOUT);
        FixedWait.millis(500);
        for (int i = 0; i < FLAPS; i++) {
            publish("flap", i * EVENTS_PER_FLAP, EVENTS_PER_FLAP);
            FixedWait.millis(500);
        }
        DispatcherHistory history = new DispatcherHistory(broker, pipeline.plan());
        history.awaitEverythingCommitted(Pipeline.TIMEOUT);

        Map<String, List<DispatcherHistory.AttemptLine>> chains = history.chains();
        assertThat(chains).hasSize(FLAPS * EVENTS_PER_FLAP);
        DispatcherHistory.requireEachDeliveredOnce(chains, chains.keySet());
        assertThat(chains.values().stream().mapToInt(List::size).sum()).as("attempts of all deliveries")
                .isLessThanOrEqualTo(chains.size() * MAX_AVERAGE_ATTEMPTS);
        assertThat(chains.values().stream().anyMatch(chain -> chain.size() > 1)).as("it was down at times").isTrue();
        pipeline.requireHealthy();
    }

    /** Fills a backlog of one: further connections wait for their handshake. */
    private static Socket fill(ServerSocket deaf) throws Exception {
        return new Socket(deaf.getInetAddress(), deaf.getLocalPort());
    }

    private int gauge(String name) {
        return (int) meters.get(name).gauge().value();
    }

    private void subscribe(int deafPort) {
        List<ProducerRecord<byte[], byte[]>> subscriptions = new ArrayList<>();
        for (int i = 0; i < HANGING; i++) {
            String target = i % 2 == 0 ? receiver.uri("/hole").toString() : "http://127.0.0.1:" + deafPort + "/";
            subscriptions.add(subscription("hole" + i, target, "hole"));
        }
        for (int i = 0; i < HEALTHY; i++) {
            subscriptions.add(subscription("healthy" + i, receiver.uri("/healthy").toString(), "healthy"));
        }
        broker.produceAll(subscriptions);
        broker.awaitRecords(pipeline.names().applied(), HANGING + HEALTHY, Pipeline.TIMEOUT);
        FixedWait.millis(500);
    }

    private ProducerRecord<byte[], byte[]> subscription(String id, String target, String type) {
        return subscription(id, target, type, SCHEDULE);
    }

    private ProducerRecord<byte[], byte[]> subscription(String id, String target, String type, String schedule) {
        String json = "{\"targetUrl\": \"%s\", \"events\": [\"%s\"], \"timeout\": \"30s\", \"retry\": {\"schedule\": [%s]}}"
                .formatted(target, type, schedule);
        return new ProducerRecord<>(pipeline.names().subscriptions(), id.getBytes(StandardCharsets.UTF_8),
                json.getBytes(StandardCharsets.UTF_8));
    }

    private void publish(String type, int from, int count) {
        List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            events.add(new ProducerRecord<>(pipeline.names().events(),
                    "{\"id\":\"%s_%d\",\"event\":\"%s\",\"data\":{}}".formatted(type, i, type)
                            .getBytes(StandardCharsets.UTF_8)));
        }
        broker.produceAll(events);
    }
}
