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

/** A dispatcher that stands still for so long that another one has its work, and then goes on. */
@ExtendWith(SharedBroker.class)
class FrozenOwnerIT {
    /** Longer than a session of this broker's groups (6 s) and than a transaction's timeout (10 s). */
    private static final Duration FROZEN = Duration.ofSeconds(15);

    private static final int QUICK = 2_000;

    /** Long enough that some of them are under way when their owner freezes. */
    private static final Duration ANSWER_TIME = Duration.ofMillis(20);

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
                        // Seldom, so that much is finished and not committed when it freezes.
                        "CARTEIRO_DISPATCHER_COMMIT_INTERVAL", "2s"));
    }

    @AfterEach
    void close() {
        processes.close();
        pipeline.close();
        receiver.close();
    }

    /** It thaws with results in hand, and with answers waiting in its sockets: it may write none of them. */
    @Test
    void writesNothingForWhatItLostAndJoinsAgain() throws Exception {
        CountDownLatch thawed = new CountDownLatch(1);
        receiver.at("/quick").behaves((wire, request) -> {
            Thread.sleep(ANSWER_TIME);
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
        receiver.awaitRequests("/held", HELD_IN_FLIGHT, Pipeline.PATIENCE);
        publish("failing", 0, 10);
        publish("quick", 0, QUICK);
        receiver.awaitRequests("/quick", QUICK / 4, Pipeline.PATIENCE);

        Processes.signal(frozen, "STOP");
        int uncommitted = receiver.requests().size() - broker.readAll(pipeline.names().attempts()).size();
        startDispatcher("successor");
        FixedWait.millis(FROZEN.toMillis());
        receiver.awaitRequests("/held", 2 * HELD_IN_FLIGHT, Pipeline.PATIENCE);
        thawed.countDown();
        DispatcherHistory history = new DispatcherHistory(broker, pipeline.plan());
        history.awaitEverythingCommitted(Pipeline.PATIENCE);
        int whileFrozen = broker.readAll(pipeline.names().attempts()).size();
        Processes.signal(frozen, "CONT");
        group.awaitMembersWithWork(2, Pipeline.PATIENCE);
        int afterwards = broker.readAll(pipeline.names().attempts()).size();
        publish("quick", QUICK, QUICK);
        history.awaitEverythingCommitted(Pipeline.PATIENCE);

        assertThat(uncommitted).as("results and requests it froze with").isGreaterThan(HELD_IN_FLIGHT);
        assertThat(afterwards).as("attempts written about").isEqualTo(whileFrozen);
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
        broker.awaitRecords(pipeline.names().applied(), before + 1, Pipeline.PATIENCE);
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
