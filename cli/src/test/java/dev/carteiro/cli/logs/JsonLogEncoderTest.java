package dev.carteiro.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonLogEncoderTest {
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final ch.qos.logback.classic.Logger log = new LoggerContext().getLogger("dev.carteiro.Test");

    JsonLogEncoderTest() {
        events.start();
        log.addAppender(events);
    }

    @Test
    void aLineIsOneObjectWithItsOwnAndTheCommonFields() throws IOException {
        log.atWarn().addKeyValue("deliveryId", "dlv_1").log("delivery {} said \"no\"\n", "dlv_1");

        JsonNode line = line();
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("logger").asText()).isEqualTo("dev.carteiro.Test");
        assertThat(line.path("message").asText()).isEqualTo("delivery dlv_1 said \"no\"\n");
        assertThat(line.path("deliveryId").asText()).isEqualTo("dlv_1");
        assertThat(line.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(line.has("stack")).isFalse();
    }

    @Test
    void aStackIsPartOfTheLine() throws IOException {
        log.error("failed", new IllegalStateException("on purpose"));

        assertThat(line().path("stack").asText()).startsWith("java.lang.IllegalStateException: on purpose")
                .contains("\n");
    }

    @Test
    void controlCharactersAreEscaped() throws IOException {
        log.info("a\u009b2J\u202e\u007f\u001b");

        assertThat(new String(new JsonLogEncoder().encode(events.list.getFirst()), StandardCharsets.UTF_8))
                .contains("\"a\\u009b2J\\u202e\\u007f\\u001B\"");
        assertThat(line().path("message").asText()).isEqualTo("a\u009b2J\u202e\u007f\u001b");
    }

    private JsonNode line() throws IOException {
        String text = new String(new JsonLogEncoder().encode(events.list.getFirst()), StandardCharsets.UTF_8);
        assertThat(text).endsWith("}\n").containsOnlyOnce("\n");
        return new ObjectMapper().readTree(text);
    }
}
