package dev.carteiro.dispatcher.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.carteiro.runtime.logging.RateLimitedLog;
import dev.carteiro.schemas.attempt.AttemptOutcome;
import dev.carteiro.schemas.attempt.AttemptRecord;
import dev.carteiro.schemas.attempt.AttemptSubject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutcomeLoggerTest {
    private static final String DETAIL = "10.0.0.1 is a private address; an operator can allow its network with"
            + " --allow-target 10.0.0.0/8";

    private final Logger log = (Logger) LoggerFactory.getLogger(OutcomeLogger.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final OutcomeLogger outcomeLogger = new OutcomeLogger(() -> 0);

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
    }

    private static Consequence attempt(String error) {
        AttemptSubject subject = new AttemptSubject("dlv_1", "crm", "a.b", "evt_1", "s", null, true);
        return new Consequence.Tested(
                new AttemptRecord(subject, 1, AttemptOutcome.TEST_FAILED, null, null, error, DETAIL,
                        Instant.EPOCH, Duration.ZERO, null, null));
    }

    @Test
    void logsTheBlockedTargetAndTheSettingThatAllowsIt() {
        outcomeLogger.committed(attempt("blocked"));
        outcomeLogger.committed(new Consequence.WithStatusChange(attempt("blocked"), "crm", null));
        outcomeLogger.committed(attempt("timeout"));

        assertThat(lines.list).hasSize(2).allSatisfy(line -> {
            assertThat(line.getFormattedMessage()).isEqualTo("an attempt for subscription crm was blocked: " + DETAIL
                    + " (see the setting targets.allow, which must be the same for routers and dispatchers)");
            assertThat(line.getKeyValuePairs()).extracting(Object::toString).containsExactlyInAnyOrder(
                    "deliveryId=\"dlv_1\"", "subscription=\"crm\"");
        });
    }

    @Test
    void limitsTheNumberOfLines() {
        for (int i = 0; i < 10_000; i++) {
            outcomeLogger.committed(attempt("blocked"));
        }
        assertThat(lines.list).hasSize(RateLimitedLog.MAX_LINES_PER_MINUTE);
    }
}
