package dev.carteiro.runtime.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class RateLimitedLogTest {
    private final AtomicLong nanos = new AtomicLong(7);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = new LoggerContext().getLogger("journal");
    private final RateLimitedLog journal = new RateLimitedLog(log, Level.INFO, "dead letters", nanos::get);

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @Test
    void aLineHasItsFields() {
        journal.write("delivery dlv_1 is dead", Map.of("deliveryId", "dlv_1"));

        assertThat(written()).containsExactly("delivery dlv_1 is dead");
        assertThat(lines.list.getFirst().getKeyValuePairs()).singleElement()
                .satisfies(pair -> assertThat(pair).hasToString("deliveryId=\"dlv_1\""));
    }

    @Test
    void linesBeyondTheLimitAreOmittedAndCounted() {
        for (int i = 0; i < 10_000; i++) {
            journal.write("line " + i, Map.of());
        }
        assertThat(written()).hasSize(RateLimitedLog.MAX_LINES_PER_MINUTE).last().isEqualTo("line 19");

        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        journal.write("again", Map.of());
        assertThat(written().subList(RateLimitedLog.MAX_LINES_PER_MINUTE, RateLimitedLog.MAX_LINES_PER_MINUTE + 2))
                .containsExactly("omitted 9980 lines about dead letters", "again");
    }

    @Test
    void anOmittedLineIsNotCreated() {
        AtomicLong made = new AtomicLong();
        for (int i = 0; i < 10_000; i++) {
            journal.write(() -> new LogLine("line " + made.incrementAndGet(), Map.of()));
        }
        assertThat(made).hasValue(RateLimitedLog.MAX_LINES_PER_MINUTE);
    }

    @Test
    void nothingIsReportedIfNoLineWasOmitted() {
        journal.write("one", Map.of());
        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        journal.write("two", Map.of());

        assertThat(written()).containsExactly("one", "two");
    }

    private List<String> written() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
