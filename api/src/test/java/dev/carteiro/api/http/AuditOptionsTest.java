package dev.carteiro.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.carteiro.api.ApiTestClient;
import dev.carteiro.api.RunningApi;
import dev.carteiro.api.registry.Quotas;
import dev.carteiro.api.subscriptions.DefaultProfiles;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

@ExtendWith(SharedBroker.class)
class AuditOptionsTest {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger audit = (Logger) LoggerFactory.getLogger("carteiro.audit");

    @BeforeEach
    void listen() {
        audit.setLevel(Level.INFO);
        audit.addAppender(lines);
        lines.start();
    }

    @AfterEach
    void stop() {
        audit.detachAppender(lines);
    }

    @Test
    void readsAndRejectedTokensAreLoggedIfEnabled(Broker broker) throws InterruptedException {
        try (RunningApi api = api(broker, HttpLimits.DEFAULT, new AuditOptions(true, true))) {
            api.calls("read").get("/subscriptions/none");
            api.calls("nonsense-of-a-token").get("/subscriptions/none");
            api.calls("").get("/subscriptions");
            api.calls("").get("/openapi.json");

            // A line is written after its response was sent, so the client may already send the next request.
            Awaitility.await().until(() -> lines.list.size() >= 2);
            assertThat(written()).containsExactlyInAnyOrder(
                    "{\"who\":\"tester\",\"did\":\"GET /subscriptions/{id}\",\"id\":\"none\",\"status\":404}",
                    "{\"from\":\"127.0.0.1\",\"did\":\"GET /subscriptions/{id}\",\"rejected\":\"the token is not valid\",\"status\":401}");
        }
    }

    @Test
    void aFloodOfInvalidTokensLeavesFewLines(Broker broker) throws InterruptedException {
        try (RunningApi api = api(broker, HttpLimits.DEFAULT.withBadTokensPerSecond(10),
                new AuditOptions(false, true))) {
            ApiTestClient calls = api.calls("nonsense-of-a-token");
            for (int i = 0; i < 2 * AuditLog.MAX_REJECTIONS_PER_MINUTE; i++) {
                calls.get("/subscriptions");
            }

            assertThat(written()).hasSize(AuditLog.MAX_REJECTIONS_PER_MINUTE)
                    .allSatisfy(line -> assertThat(line).doesNotContain("nonsense"))
                    .anySatisfy(line -> assertThat(line).contains("\"status\":429"));
        }
    }

    @Test
    void readsAndRejectedTokensAreNotLoggedByDefault(Broker broker) throws InterruptedException {
        try (RunningApi api = api(broker, HttpLimits.DEFAULT, AuditOptions.CHANGES_ONLY)) {
            api.calls("read").get("/subscriptions");
            api.calls("nonsense-of-a-token").get("/subscriptions");

            assertThat(written()).isEmpty();
        }
    }

    private static RunningApi api(Broker broker, HttpLimits limits, AuditOptions audits) throws InterruptedException {
        return RunningApi.on(broker, limits, Quotas.Limits.DEFAULT, audits, DefaultProfiles.STANDARD);
    }

    private List<String> written() {
        return lines.list.stream()
                .map(line -> line.getFormattedMessage().replaceAll("\"(at|request)\":\"[^\"]*\",", ""))
                .toList();
    }
}
