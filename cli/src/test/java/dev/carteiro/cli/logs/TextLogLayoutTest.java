package dev.carteiro.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;

class TextLogLayoutTest {
    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final ch.qos.logback.classic.Logger log = context.getLogger("dev.carteiro.Test");

    TextLogLayoutTest() {
        events.start();
        log.addAppender(events);
    }

    @Test
    void aMessageCannotControlTheTerminalOrForgeALine() {
        log.warn("subscription {} is applied", "s\u001b[2J\r\n12:00:00 INFO  forged\u202e");

        assertThat(line())
                .isEqualTo("WARN subscription s\\u001b[2J\\u000d\n  12:00:00 INFO  forged\\u202e is applied\n");
    }

    @Test
    void theMessageOfAnExceptionCannotEither() {
        log.error("failed", new IllegalStateException("a\n12:00:00 INFO  forged\u009b"));

        assertThat(line())
                .startsWith(
                        "ERROR failed\n  java.lang.IllegalStateException: a\n  12:00:00 INFO  forged\\u009b\n  \tat ")
                .endsWith("\n").doesNotContain("\n\n");
        assertThat(line().lines().skip(1)).allSatisfy(each -> assertThat(each).startsWith("  "));
    }

    private String line() {
        TextLogLayout layout = new TextLogLayout();
        layout.setContext(context);
        layout.setPattern("%level %msg%n");
        layout.start();
        return layout.doLayout(events.list.getFirst());
    }
}
