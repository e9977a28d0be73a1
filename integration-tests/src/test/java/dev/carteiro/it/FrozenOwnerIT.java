package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.Behaviours;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A dispatcher that is frozen until another one has its partitions, and then continues. */
@ExtendWith(SharedBroker.class)
class FrozenOwnerIT {
    /** Longer than a session of this broker's groups (6 s) and than a transaction's timeout (10 s). */
    private static final Duration FROZEN = Duration.ofSeconds(15);

    private static final int QUICK = 2_000;

    /** Long enough that some requests are in flight when their owner freezes. */
    private static final Duration RESPONSE_TIME = Duration.ofMillis(20);

    private static final int HELD = 20;
    private static final int HELD_IN_FLIGHT = 16;

    private final ScriptedReceiver receiver = ScriptedReceiver.start();
    private final Set<String> expected = new HashSet<>();

    @TempDir
    private Path directory;

    private Broker broker;
    private Pipeline pipeline;
    private DispatcherGroup group;
    private Processes processes;

    @BeforeEach
    void createTopics(Broker shared) {
        broker = shared;
        pipeline = new Pipeline(shared.bootstrapServers(), shared.prefix(), directory);
        group = new DispatcherGroup(shared, pipeline.names().dispatcherGroup());
        processes = new Processes(directory,
                Map.of("CARTEIRO_TOPICS_PREFIX", shared.prefix(), "CARTEIRO_TOPICS_RETRY_TIERS", "200ms,1s,5s",
                        // A long interval, so that many results are uncommitted when it freezes.
                        "CARTEIRO_DISPATCHER_COMMIT_INTERVAL", "2s"));
    }

    @AfterEach
    void close() {
        processes.close();
        pipeline.close();
        receiver.close();
    }

    /** After the freeze it has results in memory and responses in its sockets, and must not write any of them. */
    @Test
    void writesNothingForLostPartitionsAndJoinsAgain() throws Exception {
        CountDownLatch thawed = new CountDownLatch(1);
        receiver.at("/quick").behaves((wire, request) -> {
            Thread.sleep(RESPONSE_TIME);
            return Behaviours.answer(200).act(wire, request);
        });
        receiver.at("/failing").answersInTurn(500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 200);
        receiver.at("/held").behaves(Behaviours.heldUntil(thawed, Behaviours.answer(200)));
        pipeline.startRouter("one");
        subscribe("quick");
        subscribe("failing");
        subscribe("held");
        Process frozen = startDispatcher("frozen");
        publish("held", 0, HELD);
        receiver.awaitRequests("/held", HELD_IN_FLIGHT, Pipeline.TIMEOUT);
        publish("failing", 0, 10);
        publish("quick", 0, QUICK);
        receiver.awaitRequests("/quick", QUICK / 4, Pipeline.TIMEOUT);

        Processes.signal(frozen, "STOP");
        int uncommitted = receiver.requests().size() - broker.readAll(pipeline.names().attempts()).size();
        startDispatcher("successor");
        FixedWait.millis(FROZEN.toMillis());
        receiver.awaitRequests("/held", 2 * HELD_IN_FLIGHT, Pipeline.TIMEOUT);
        thawed.countDown();
        DispatcherHistory history = new DispatcherHistory(broker, pipeline.plan());
        history.awaitEverythingCommitted(Pipeline.TIMEOUT);
        int whileFrozen = broker.readAll(pipeline.names().attempts()).size();
        Processes.signal(frozen, "CONT");
        group.awaitMembersWithWork(2, Pipeline.TIMEOUT);
        int afterwards = broker.readAll(pipeline.names().attempts()).size();
        publish("quick", QUICK, QUICK);
        history.awaitEverythingCommitted(Pipeline.TIMEOUT);

        assertThat(uncommitted).as("results and requests at the freeze").isGreaterThan(HELD_IN_FLIGHT);
        assertThat(afterwards).as("recorded attempts").isEqualTo(whileFrozen);
        DispatcherHistory.requireEachDeliveredOnce(history.chains(), expected);
        assertThat(frozen.isAlive()).isTrue();
    }

    private Process startDispatcher(String name) {
        return processes.startReady("dispatcher", "--bootstrap-servers", broker.bootstrapServers(), "--metrics-port",
                "0", "--instance-id", name, "--allow-target", "127.0.0.0/8");
    }

    private void subscribe(String id) {
        int before = broker.readAll(pipeline.names().applied()).size();
        broker.produce(pipeline.names().subscriptions(), id,
                ("{\"targetUrl\": \"%s\", \"events\": [\"%s\"], \"timeout\": \"30s\","
                        + " \"retry\": {\"schedule\": [\"200ms\", \"500ms\", \"1s\", \"1s\", \"1s\", \"1s\"]}}")
                        .formatted(receiver.uri("/" + id), id));
        broker.awaitRecords(pipeline.names().applied(), before + 1, Pipeline.TIMEOUT);
        FixedWait.millis(500);
    }

    private void publish(String type, int from, int count) {
        List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            String id = type + "_" + i;
            events.add(new ProducerRecord<>(pipeline.names().events(), id.getBytes(StandardCharsets.UTF_8),
                    "{\"id\":\"%s\",\"event\":\"%s\",\"data\":{}}".formatted(id, type)
                            .getBytes(StandardCharsets.UTF_8)));
            expected.add(new DeliveryId(pipeline.names().events(), id).forSubscription(type));
        }
        broker.produceAll(events);
    }
}
