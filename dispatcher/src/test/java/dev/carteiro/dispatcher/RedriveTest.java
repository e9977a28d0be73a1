package dev.carteiro.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.runtime.redrive.RedriveJobs;
import dev.carteiro.runtime.redrive.RedrivePlan;
import dev.carteiro.runtime.redrive.RedriveStatus;
import dev.carteiro.runtime.redrive.StoredDeadLetter;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.job.DeadLetterFilter;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.RateLimit;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Redrive of dead letters on a real broker. */
@ExtendWith(SharedBroker.class)
class RedriveTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ScriptedReceiver receiver = ScriptedReceiver.start();
    private TestInstallation installation;
    private RedriveJobs redrives;

    @BeforeEach
    void installTopics(Broker broker) {
        installation = new TestInstallation(broker);
        redrives = new RedriveJobs(installation.access(), installation.names());
    }

    @AfterEach
    void close() {
        installation.close();
        receiver.close();
    }

    @Test
    void sendsLettersAgainOnceByDeliveryBySubscriptionByReasonAndByTime() throws Exception {
        // Fewer failures in a row than open a breaker.
        receiver.at("/a").answers(500);
        receiver.at("/b").answers(500);
        installation.startDispatcher();
        List<String> a = ids("a_", 4);
        List<String> b = ids("b_", 2);
        installation.deliverAsRouted(a, "a", apply("a", "active"));
        installation.deliverAsRouted(b, "b", apply("b", "active"));
        installation.await(installation.names().deadLetters(), 6);
        receiver.at("/a").answers(200);
        receiver.at("/b").answers(200);

        assertThat(
                redrives.plan(new DeadLetterFilter(Set.of(), null, DeadLetterReason.GONE, null, null), false).count())
                .isZero();
        assertThat(redrive(new DeadLetterFilter(Set.of("a_3"), null, null, null, null))).isEqualTo(1);
        assertThat(redrive(new DeadLetterFilter(Set.of(), "a", null, null, null))).isEqualTo(3);
        List<Instant> times = new ArrayList<>();
        redrives.read((StoredDeadLetter letter) -> times.add(letter.content().diedAt()));
        Instant last = times.stream().max(Instant::compareTo).orElseThrow();
        assertThat(redrives.plan(new DeadLetterFilter(Set.of(), null, null, last.plusMillis(1), null), false).count())
                .isZero();
        assertThat(redrive(new DeadLetterFilter(Set.of(), null, DeadLetterReason.RETRIES_EXHAUSTED, Instant.EPOCH,
                last.plusMillis(1)))).isEqualTo(2);

        RedrivePlan nothing = redrives.plan(DeadLetterFilter.ALL, false);
        assertThat(nothing.count()).isZero();
        assertThat(nothing.before()).isEqualTo(6);
        receiver.awaitRequests(12 + 6, PATIENCE);
        installation.awaitEverythingCommitted();
        List<String> all = new ArrayList<>(a);
        all.addAll(b);
        assertThat(deliveredAtAttempt(3)).containsExactlyInAnyOrderElementsOf(all);
        assertThat(receiver.requests()).hasSize(18);
    }

    /** Its attempt numbers continue, and it has the whole schedule before it becomes a dead letter and can be redriven again. */
    @Test
    void aRedrivenDeliveryHasAFreshScheduleAndCanBecomeADeadLetterAgain() throws Exception {
        receiver.at("/a").answers(500);
        installation.startDispatcher();
        installation.deliver("dlv", "a", apply("a", "active"), "{\"event\":\"a\",\"data\":{}}");
        installation.await(installation.names().deadLetters(), 1);

        assertThat(redrive(DeadLetterFilter.ALL)).isEqualTo(1);
        installation.await(installation.names().deadLetters(), 2);
        assertThat(redrive(DeadLetterFilter.ALL)).isEqualTo(1);
        installation.await(installation.names().deadLetters(), 3);

        assertThat(receiver.requests())
                .extracting((ReceivedRequest request) -> request.headers().first("webhook-attempt"))
                .containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(receiver.requests()).extracting((ReceivedRequest request) -> request.headers().first("webhook-id"))
                .containsOnly("dlv");
    }

    @Test
    void redrivenDeliveriesOfADeletedSubscriptionAreDroppedAndOfAPausedOneHeld() throws Exception {
        receiver.at("/a").answers(500);
        receiver.at("/b").answers(500);
        installation.startDispatcher();
        installation.deliverAsRouted(ids("a_", 4), "a", apply("a", "active"));
        installation.deliverAsRouted(ids("b_", 3), "b", apply("b", "active"));
        installation.await(installation.names().deadLetters(), 7);
        installation.delete("a");
        apply("b", "paused");

        assertThat(redrive(DeadLetterFilter.ALL)).isEqualTo(7);

        assertThat(installation.await(installation.names().held(), 3)).hasSize(3);
        installation.await(installation.names().attempts(), 14 + 4);
        assertThat(outcomes("cancelled")).containsExactlyInAnyOrderElementsOf(ids("a_", 4));
        assertThat(receiver.requests()).hasSize(14);
    }

    private long redrive(DeadLetterFilter filter) {
        RedrivePlan plan = redrives.plan(filter, false);
        RedriveStatus status = redrives.follow(
                redrives.start(plan, new RateLimit(1_000, Duration.ofSeconds(1)), Instant.now()),
                PATIENCE, now -> false);
        assertThat(status).isEqualTo(new RedriveStatus(plan.count(), 0, plan.count(), true));
        return status.emitted();
    }

    private long apply(String id, String state) {
        return installation.apply(id, """
                {"targetUrl": "%s", "events": ["*"], "state": "%s", "retry": {"schedule": ["200ms"]}}
                """.formatted(receiver.uri("/" + id), state));
    }

    private static List<String> ids(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private List<String> deliveredAtAttempt(int number) throws Exception {
        return history("delivered", number);
    }

    private List<String> outcomes(String outcome) throws Exception {
        return history(outcome, null);
    }

    private List<String> history(String outcome, @Nullable Integer attempt) throws Exception {
        List<String> deliveries = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : installation.read(installation.names().attempts())) {
            JsonNode line = StrictJson.tree(record.value());
            if (line.get("outcome").asText().equals(outcome)
                    && (attempt == null || line.get("attempt").asInt() == attempt)) {
                deliveries.add(line.get("delivery").asText());
            }
        }
        return deliveries;
    }
}
