package dev.carteiro.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generated sample events. */
class SampleEventTest {
    private static final Instant NOW = Instant.parse("2025-02-10T15:30:50.123Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            person.created | ,"name":"Sample person","createdAt":"2025-02-10T15:30:50Z"}
            document.status.signed | ,"name":"Sample document","status":"SIGNED","signedAt":"2025-02-10T15:30:50Z"}
            ping | ,"name":"Sample ping"}
            . | ,"name":"Sample thing"}
            """)
    void dataFollowsFromTheType(String type, String rest) {
        assertThat(SampleEvent.data(type, new Random(1), NOW).toString())
                .matches("\\{\"id\":\"sample_[0-9a-f]{12}\",\"sample\":true.*").endsWith(rest);
    }

    @Test
    void eachIdIsNew() {
        Random random = new Random(1);
        assertThat(SampleEvent.newId("evt_sample_", random)).isNotEqualTo(SampleEvent.newId("evt_sample_", random));
    }
}
