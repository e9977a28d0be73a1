package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.Dispatcher;
import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.Behaviour;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Dispatchers that join and leave under load. */
@ExtendWith(SharedBroker.class)
class ScalingIT {
    private static final int ENDPOINTS = 20;
    private static final int FLAKY = 5;
    private static final int EVENTS_PER_STEP = 200;
    private static final int FAILURES = 2;
    private static final int MAX_IN_FLIGHT = 4;
    private static final Duration RESPONSE_TIME = Duration.ofMillis(40);

    private final ScriptedReceiver receiver = ScriptedReceiver.start();
    private final AtomicInteger published = new AtomicInteger();
    private final Set<String> expected = new HashSet<>();

    @TempDir
    private Path directory;

    private Broker broker;
    private Pipeline pipeline;
    private DispatcherGroup group;

    @BeforeEach
    void createTopics(Broker shared) {
        broker = shared;
        pipeline = new Pipeline(shared.bootstrapServers(), shared.prefix(), directory);
        group = new DispatcherGroup(shared, pipeline.names().dispatcherGroup());
    }

    @AfterEach
    void close() {
        pipeline.close();
        receiver.close();
    }

    /** A quarter of the endpoints fail twice for each delivery, so that attempts of one delivery cross the rebalances. */
    @Test
    void fromOneToThreeDispatchersAndBackUnderLoadLosesNothingAndForksNoChain() throws Exception {
        pipeline.startRouter("one");
        Dispatcher first = pipeline.startDispatcher();
        for (int i = 0; i < ENDPOINTS; i++) {
            receiver.at("/" + i).behaves(slowly(i < FLAKY ? failing() : Behaviours.answer(200)));
            broker.produce(pipeline.names().subscriptions(), "sub" + i,
                    ("{\"targetUrl\": \"%s\", \"events\": [\"*\"], \"maxInFlight\": %d,"
                            + " \"retry\": {\"schedule\": [\"300ms\", \"1500ms\", \"2s\", \"2s\"]}}")
                            .formatted(receiver.uri("/" + i), MAX_IN_FLIGHT));
        }
        broker.awaitRecords(pipeline.names().applied(), ENDPOINTS, Pipeline.TIMEOUT);
        FixedWait.millis(500);

        publishAndAwaitSome();
        Dispatcher second = pipeline.startDispatcher();
        requireLoadWhileItSettlesAt(2);
        pipeline.startDispatcher();
        requireLoadWhileItSettlesAt(3);
        first.close();
        requireLoadWhileItSettlesAt(2);
        second.close();
        requireLoadWhileItSettlesAt(1);
        DispatcherHistory history = new DispatcherHistory(broker, pipeline.plan());
        history.awaitEverythingCommitted(Duration.ofMinutes(3));

        Map<String, List<DispatcherHistory.AttemptLine>> chains = history.chains();
        DispatcherHistory.requireEachDeliveredOnce(chains, expected);
        int attempts = chains.values().stream().mapToInt(List::size).sum();
        assertThat(attempts).isEqualTo(EVENTS_PER_STEP * 5 * (ENDPOINTS + FLAKY * FAILURES));
        // Four rebalances, all of them clean: at most the requests in flight at each are repeated.
        assertThat(receiver.requests().size() - attempts).as("repeated requests")
                .isBetween(0, 4 * ENDPOINTS * MAX_IN_FLIGHT);
        pipeline.requireHealthy();
    }

    /** Publishes at the same time, so that rebalances happen with requests in flight. */
    private void requireLoadWhileItSettlesAt(int dispatchers) {
        publishAndAwaitSome();
        group.awaitMembersWithWork(dispatchers, Pipeline.TIMEOUT);
        assertThat(receiver.requests().size()).as("requests when %d dispatchers share the work", dispatchers)
                .isLessThan(expected.size());
    }

    /** Returns while most of the published events are still undelivered. */
    private void publishAndAwaitSome() {
        int before = receiver.requests().size();
        List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
        for (int i = 0; i < EVENTS_PER_STEP; i++) {
            String id = "evt_" + published.getAndIncrement();
            events.add(new ProducerRecord<>(pipeline.names().events(), id.getBytes(StandardCharsets.UTF_8),
                    "{\"id\":\"%s\",\"event\":\"order.paid\",\"data\":{}}".formatted(id)
                            .getBytes(StandardCharsets.UTF_8)));
            for (int s = 0; s < ENDPOINTS; s++) {
                expected.add(new DeliveryId(pipeline.names().events(), id).forSubscription("sub" + s));
            }
        }
        broker.produceAll(events);
        receiver.awaitRequests(before + EVENTS_PER_STEP * ENDPOINTS / 10, Pipeline.TIMEOUT);
    }

    private static Behaviour failing() {
        Behaviour fails = Behaviours.answer(500);
        Behaviour succeeds = Behaviours.answer(200);
        return (wire, request) -> {
            int attempt = Integer.parseInt(String.valueOf(request.headers().first("webhook-attempt")));
            return (attempt <= FAILURES ? fails : succeeds).act(wire, request);
        };
    }

    private static Behaviour slowly(Behaviour behaviour) {
        return (wire, request) -> {
            Thread.sleep(RESPONSE_TIME);
            return behaviour.act(wire, request);
        };
    }
}
