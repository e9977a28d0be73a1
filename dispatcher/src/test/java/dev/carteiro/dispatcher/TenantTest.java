package dev.carteiro.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.runtime.redrive.RedriveJobs;
import dev.carteiro.runtime.redrive.RedriveStatus;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.job.DeadLetterFilter;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A subscription's id passes to another tenant while acme's deliveries are queued or in flight; on a real broker. */
@ExtendWith(SharedBroker.class)
class TenantTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ACME = "acme";
    private static final String UMBRELLA = "umbrella";

    private final ScriptedReceiver receiver = ScriptedReceiver.start();
    private TestInstallation installation;

    @BeforeEach
    void installTopics(Broker broker) {
        installation = new TestInstallation(broker);
        receiver.at("/acme").answers(200);
        receiver.at("/umbrella").answers(200);
        receiver.at("/none").answers(200);
    }

    @AfterEach
    void close() {
        installation.close();
        receiver.close();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = UMBRELLA)
    void queuedDeliveriesAreCancelledWhenTheTenantChanges(@Nullable String next) throws Exception {
        long matched = apply(ACME, "active");
        apply(next, "active");
        installation.deliverInOrder(List.of("dlv_1", "dlv_2"), "sub", matched, ACME);
        installation.startDispatcher();

        assertCancelled(2);
    }

    /** Events without a tenant belong only to subscriptions without a tenant. */
    @Test
    void deliveriesWithoutATenantAreCancelledWhenTheSubscriptionGetsOne() throws Exception {
        long matched = apply(null, "active");
        apply(ACME, "active");
        installation.deliverInOrder(List.of("dlv_1"), "sub", matched, null);
        installation.startDispatcher();

        assertCancelled(1);
    }

    @Test
    void retriesAreCancelledWhenAnotherTenantCreatesTheIdAgain() throws Exception {
        receiver.at("/acme").answers(500);
        installation.startDispatcher();
        long matched = installation.apply("sub", json(ACME, "active", "5s"));
        installation.deliverInOrder(List.of("dlv_1"), "sub", matched, ACME);
        installation.await(installation.names().retry("5s"), 1);

        installation.delete("sub");
        apply(UMBRELLA, "active");

        assertThat(attempts(2)).extracting(AttemptRecord::outcome).containsExactly(AttemptOutcome.RETRY,
                AttemptOutcome.CANCELLED);
        installation.awaitEverythingCommitted();
        assertThat(paths()).containsExactly("/acme");
    }

    @Test
    void heldDeliveriesAreCancelledWhenReleasedToAnotherTenant() throws Exception {
        installation.startDispatcher();
        long matched = apply(ACME, "paused");
        installation.deliverInOrder(List.of("dlv_1", "dlv_2", "dlv_3"), "sub", matched, ACME);
        installation.await(installation.names().held(), 3);

        long paused = apply(UMBRELLA, "paused");
        installation.deliverInOrder(List.of("own"), "sub", paused, UMBRELLA);
        installation.await(installation.names().held(), 4);
        apply(UMBRELLA, "active");

        receiver.awaitRequests(1, PATIENCE);
        List<AttemptRecord> attempts = attempts(4);
        assertThat(attempts).filteredOn(attempt -> attempt.outcome() == AttemptOutcome.CANCELLED).hasSize(3)
                .allMatch(attempt -> ACME.equals(attempt.subject().tenant()));
        installation.awaitEverythingCommitted();
        assertThat(receiver.requests()).extracting((ReceivedRequest request) -> request.headers().first("webhook-id"))
                .containsExactly("own");
    }

    @Test
    void deliveriesForAPausedSubscriptionOfAnotherTenantAreNotHeld() throws Exception {
        long matched = apply(ACME, "active");
        apply(UMBRELLA, "paused");
        installation.startDispatcher();
        installation.deliverInOrder(List.of("dlv_1"), "sub", matched, ACME);

        assertCancelled(1);
        assertThat(installation.read(installation.names().held())).isEmpty();
    }

    @Test
    void aDeadLetterThatIsRedrivenToAnotherTenantIsCancelled() throws Exception {
        receiver.at("/acme").answers(500);
        installation.startDispatcher();
        installation.deliverInOrder(List.of("dlv_1", "dlv_2"), "sub", apply(ACME, "active"), ACME);
        installation.await(installation.names().deadLetters(), 2);
        int before = receiver.requests().size();
        apply(UMBRELLA, "active");
        RedriveJobs redrives = new RedriveJobs(installation.access(), installation.names());

        RedriveStatus status = redrives.follow(
                redrives.start(redrives.plan(DeadLetterFilter.ALL, false), null, Instant.now()),
                PATIENCE, now -> false);

        assertThat(status.emitted()).isEqualTo(2);
        assertThat(attempts(before + 2)).filteredOn(attempt -> attempt.outcome() == AttemptOutcome.CANCELLED)
                .hasSize(2);
        installation.awaitEverythingCommitted();
        assertThat(paths()).containsOnly("/acme").hasSize(before);
    }

    @Test
    void aTestRequestedByTheFormerTenantIsCancelled() throws Exception {
        long asked = apply(ACME, "active");
        apply(UMBRELLA, "active");
        installation.startDispatcher();
        installation.test("dlv_1", "sub", asked, ACME);

        assertCancelled(1);
    }

    private void assertCancelled(int count) throws Exception {
        assertThat(attempts(count)).allSatisfy(attempt -> {
            assertThat(attempt.outcome()).isEqualTo(AttemptOutcome.CANCELLED);
            assertThat(attempt.attempt()).isZero();
            assertThat(attempt.detail()).isEqualTo("the subscription's tenant is not the event's");
        });
        installation.awaitEverythingCommitted();
        assertThat(receiver.requests()).isEmpty();
    }

    private long apply(@Nullable String tenant, String state) {
        return installation.apply("sub", json(tenant, state, "200ms"));
    }

    private String json(@Nullable String tenant, String state, String wait) {
        return """
                {"targetUrl": "%s", "events": ["*"], "state": "%s", "retry": {"schedule": ["%s"]}%s}
                """.formatted(receiver.uri("/" + (tenant == null ? "none" : tenant)), state, wait,
                tenant == null ? "" : ", \"tenant\": \"" + tenant + "\"");
    }

    private List<String> paths() {
        return receiver.requests().stream().map(ReceivedRequest::path).toList();
    }

    private List<AttemptRecord> attempts(int count) throws Exception {
        List<AttemptRecord> attempts = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : installation.await(installation.names().attempts(), count)) {
            attempts.add(AttemptRecord.read(record.value()));
        }
        return attempts;
    }
}
