package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.actions.SecretRotation;
import dev.carteiro.api.actions.TestDeliverySender;
import dev.carteiro.api.actions.TestEvent;
import dev.carteiro.api.actions.TestResult;
import dev.carteiro.api.history.DeadLetterEntry;
import dev.carteiro.api.history.DeadLetterQuery;
import dev.carteiro.api.history.DeliveryHealth;
import dev.carteiro.api.history.DeliveryHistory;
import dev.carteiro.api.history.DeliveryState;
import dev.carteiro.api.history.HistoryFollower;
import dev.carteiro.api.history.HistoryIndex;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.redrive.RedriveJobs;
import dev.carteiro.runtime.redrive.RedriveStatus;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.schemas.job.DeadLetterFilter;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import dev.carteiro.testkit.signature.SignatureVerifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The API's view of deliveries and its actions on them, without HTTP. */
@ExtendWith(SharedBroker.class)
class DeliveryActionsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final DeadLetterQuery ALL = new DeadLetterQuery(null, null, null, null, null);
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final ScriptedReceiver receiver = ScriptedReceiver.start();
    private final HistoryIndex history = new HistoryIndex(4 * 1024 * 1024);

    @TempDir
    private Path state;

    private Broker broker;
    private Pipeline pipeline;
    private HistoryFollower follower;

    @BeforeEach
    void start(Broker shared) throws Exception {
        broker = shared;
        pipeline = new Pipeline(shared.bootstrapServers(), shared.prefix(), state);
        follower = follow(history);
        follower.requireComplete(TIMEOUT);
        pipeline.startRouter("one");
        pipeline.startDispatcher();
    }

    @AfterEach
    void close() {
        follower.close();
        pipeline.close();
        receiver.close();
    }

    @Test
    void showsThatADeliveryFailsDiesAndIsDeliveredAfterARedrive() throws Exception {
        receiver.at("/hook").answersInTurn(500, 503, 200);
        subscribe("{\"targetUrl\": \"%s\", \"events\": [\"*\"], \"retry\": {\"schedule\": [\"200ms\"]}}"
                .formatted(receiver.uri("/hook")));
        String id = new DeliveryId(pipeline.names().events(), "evt_1").forSubscription("sub");
        broker.produce(pipeline.names().events(), "k", "{\"id\":\"evt_1\",\"event\":\"a\",\"data\":{}}");

        DeliveryHistory dead = await(id, new DeliveryState.Dead(DeadLetterReason.RETRIES_EXHAUSTED));
        assertThat(dead.attempts()).extracting(told -> told.attempt().status()).containsExactly(500, 503);
        assertThat(dead.coverage().isComplete()).isTrue();
        Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> assertThat(
                history.deadLetters(ALL, null, 10).content()).extracting(letter -> letter.subject().delivery())
                .containsExactly(id));
        DeadLetterEntry letter = history.deadLetters(ALL, null, 10).content().getFirst();
        assertThat(letter.attempts()).isEqualTo(2);
        assertThat(letter.lastStatus()).isEqualTo(503);
        DeliveryHealth failing = history.health("sub", null);
        assertThat(failing.failuresInARow()).isEqualTo(2);
        assertThat(failing.waiting()).isZero();

        RedriveJobs redrives = new RedriveJobs(access(), pipeline.names());
        var plan = redrives.plan(new DeadLetterFilter(Set.of(), "sub", null, null, null), false);
        assertThat(plan.count()).isEqualTo(1);
        String job = redrives.start(plan, null, Instant.now()).id();

        DeliveryHistory delivered = await(id, new DeliveryState.Delivered());
        assertThat(delivered.attempts()).extracting(told -> told.attempt().attempt()).containsExactly(1, 2, 3);
        assertThat(history.health("sub", null).failuresInARow()).isZero();
        Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> assertThat(redrives.find(job).orElseThrow().status())
                .isEqualTo(new RedriveStatus(1, 0, 1, true)));
        assertThat(redrives.find("redrive-00000000-0000-0000-0000-000000000000")).isEmpty();
        pipeline.requireHealthy();
    }

    private static Delivery test(TestDeliverySender.Target target) {
        return TestDeliverySender.delivery(target, TestEvent.standard(), Instant.now());
    }

    @Test
    void aTestReturnsTheEndpointsResponseAtOnce() throws Exception {
        receiver.at("/hook").answersInTurn(503, 200);
        subscribe("{\"targetUrl\": \"%s\", \"events\": [\"*\"], \"state\": \"paused\", \"secrets\": [\"%s\"]}"
                .formatted(receiver.uri("/hook"), SECRET));
        TestDeliverySender.Target target = new TestDeliverySender.Target("sub", 0, null, null);
        try (TestDeliverySender tests = new TestDeliverySender(access(), pipeline.names(), history)) {
            TestResult failed = tests.send(test(target), "tester", TIMEOUT);
            TestResult delivered = tests.send(test(target), "tester", TIMEOUT);

            assertThat(failed).isInstanceOfSatisfying(TestResult.Completed.class, done -> {
                assertThat(done.entry().attempt().outcome()).isEqualTo(AttemptOutcome.TEST_FAILED);
                assertThat(done.entry().attempt().status()).isEqualTo(503);
            });
            assertThat(delivered).isInstanceOfSatisfying(TestResult.Completed.class,
                    done -> assertThat(done.entry().attempt().outcome()).isEqualTo(AttemptOutcome.DELIVERED));
        }

        ReceivedRequest request = receiver.awaitRequests(2, TIMEOUT).getLast();
        assertThat(request.headers().first("webhook-test")).isEqualTo("true");
        assertThat(request.bodyText()).contains("\"type\":\"carteiro.test\"");
        assertThat(SignatureVerifier.of(SECRET).verifies(request.headers()::first, request.body())).isTrue();
        assertThat(history.health("sub", null).failuresInARow()).as("tests do not count").isZero();
    }

    @Test
    void afterARotationBothSecretsSignAndThenOnlyTheNewOne() throws Exception {
        receiver.at("/hook").answers(200);
        String fresh = SecretRotation.newSecret(new java.util.Random(3));
        ObjectNode document = (ObjectNode) StrictJson
                .tree("{\"targetUrl\": \"%s\", \"events\": [\"*\"], \"secrets\": [\"%s\"]}"
                        .formatted(receiver.uri("/hook"), SECRET).getBytes(StandardCharsets.UTF_8));
        Instant rotated = Instant.now();
        subscribe(SecretRotation.rotate(document, fresh, Duration.ofSeconds(8), rotated).toString());

        publish(1);
        ReceivedRequest both = receiver.awaitRequests(1, TIMEOUT).getFirst();
        assertThat(verifies(fresh, both)).isTrue();
        assertThat(verifies(SECRET, both)).isTrue();

        Awaitility.await().atMost(TIMEOUT).until(() -> Instant.now().isAfter(rotated.plusSeconds(8)));
        publish(2);
        ReceivedRequest one = receiver.awaitRequests(2, TIMEOUT).getLast();
        assertThat(verifies(fresh, one)).isTrue();
        assertThat(verifies(SECRET, one)).isFalse();
    }

    /** As after a restart: the history is restored. */
    @Test
    void anotherProcessHasTheSameHistory() throws Exception {
        receiver.at("/hook").answers(200);
        subscribe("{\"targetUrl\": \"%s\", \"events\": [\"*\"]}".formatted(receiver.uri("/hook")));
        for (int i = 0; i < 20; i++) {
            publish(i);
        }
        Awaitility.await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(history.attempts("sub", null, null, 100).content()).hasSize(20));

        HistoryIndex other = new HistoryIndex(4 * 1024 * 1024);
        try (HistoryFollower another = follow(other)) {
            another.requireComplete(TIMEOUT);
            assertThat(other.attempts("sub", null, null, 100)).isEqualTo(history.attempts("sub", null, null, 100));
        }
    }

    private DeliveryHistory await(String id, DeliveryState wanted) {
        Awaitility.await().atMost(TIMEOUT).untilAsserted(
                () -> assertThat(history.delivery(id)).hasValueSatisfying(
                        story -> assertThat(story.state()).isEqualTo(wanted)));
        return history.delivery(id).orElseThrow();
    }

    private static boolean verifies(String secret, ReceivedRequest request) {
        return SignatureVerifier.of(secret).verifies(request.headers()::first, request.body());
    }

    private void publish(int number) {
        broker.produce(pipeline.names().events(), "k",
                "{\"id\":\"evt_%d\",\"event\":\"a\",\"data\":{}}".formatted(number));
    }

    private void subscribe(String json) {
        broker.produce(pipeline.names().subscriptions(), "sub", json);
        broker.awaitRecords(pipeline.names().applied(), 1, TIMEOUT);
        FixedWait.millis(500); // the router's own view reads it soon after
    }

    private HistoryFollower follow(HistoryIndex into) {
        return HistoryFollower.start(access(), pipeline.names(), into, 4 * 1024 * 1024, failure -> {
            throw new AssertionError(failure);
        });
    }

    private KafkaAccess access() {
        return KafkaAccess.to(broker.bootstrapServers());
    }
}
