package dev.carteiro.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Test deliveries on a real broker and a real socket. */
@ExtendWith(SharedBroker.class)
class TestDeliveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ScriptedReceiver receiver = ScriptedReceiver.start();
    private TestInstallation installation;

    @BeforeEach
    void installTopics(Broker broker) {
        installation = new TestInstallation(broker);
    }

    @AfterEach
    void close() {
        installation.close();
        receiver.close();
    }

    @Test
    void aTestIsOneMarkedRequest() throws Exception {
        receiver.at("/hook").answers(200);
        long version = installation.apply("sub", subscription("active"));
        installation.startDispatcher();
        installation.test("dlv_1", "sub", version);

        ReceivedRequest request = receiver.awaitRequests(1, PATIENCE).getFirst();

        assertThat(request.headers().first("webhook-test")).isEqualTo("true");
        assertThat(request.headers().first("webhook-id")).isEqualTo("dlv_1");
        assertThat(request.headers().first("webhook-attempt")).isEqualTo("1");
        AttemptRecord attempt = attempts(1).getFirst();
        assertThat(attempt.outcome()).isEqualTo(AttemptOutcome.DELIVERED);
        assertThat(attempt.subject().test()).isTrue();
        installation.awaitEverythingCommitted();
    }

    @Test
    void aFailedTestIsNotRetriedAndLeavesNoDeadLetter() throws Exception {
        receiver.at("/hook").answers(410);
        long version = installation.apply("sub", subscription("active"));
        installation.startDispatcher();
        installation.test("dlv_1", "sub", version);
        installation.test("dlv_2", "sub", version);

        assertThat(attempts(2)).extracting(AttemptRecord::outcome).containsExactly(AttemptOutcome.TEST_FAILED,
                AttemptOutcome.TEST_FAILED);
        installation.awaitEverythingCommitted();
        assertThat(receiver.requests()).as("410 disables nothing either").hasSize(2);
        assertThat(installation.read(installation.names().deadLetters())).isEmpty();
        assertThat(installation.read(installation.names().endpointStatus())).isEmpty();
        assertThat(installation.read(installation.names().retry("200ms"))).isEmpty();
    }

    /** Held deliveries stay held, and the test does not wait behind them. */
    @Test
    void aTestIsSentAtOnceWhileTheSubscriptionIsPausedOrDisabled() throws Exception {
        receiver.at("/hook").answers(200);
        long version = installation.apply("paused", subscription("paused"));
        installation.startDispatcher();
        installation.deliverInOrder(List.of("dlv_held"), "paused", version);
        installation.await(installation.names().held(), 1);
        installation.test("dlv_paused", "paused", version);
        assertThat(receiver.awaitRequests(1, PATIENCE).getFirst().headers().first("webhook-id"))
                .isEqualTo("dlv_paused");

        long disabled = installation.apply("disabled", subscription("disabled"));
        installation.test("dlv_disabled", "disabled", disabled);
        assertThat(receiver.awaitRequests(2, PATIENCE).getLast().headers().first("webhook-id"))
                .isEqualTo("dlv_disabled");
        installation.awaitEverythingCommitted();
        assertThat(receiver.requests()).hasSize(2);
    }

    @Test
    void aTestForADeletedSubscriptionIsCancelledWithoutARequest() throws Exception {
        installation.apply("sub", subscription("active"));
        long version = installation.delete("sub");
        installation.startDispatcher();
        installation.test("dlv_1", "sub", version);

        assertThat(attempts(1).getFirst().outcome()).isEqualTo(AttemptOutcome.CANCELLED);
        installation.awaitEverythingCommitted();
        assertThat(receiver.requests()).isEmpty();
    }

    private String subscription(String state) {
        return "{\"targetUrl\": \"%s\", \"events\": [\"*\"], \"state\": \"%s\"}".formatted(receiver.uri("/hook"),
                state);
    }

    private List<AttemptRecord> attempts(int count) throws Exception {
        List<AttemptRecord> attempts = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : installation.await(installation.names().attempts(), count)) {
            attempts.add(AttemptRecord.read(record.value()));
        }
        return attempts;
    }
}
