package dev.carteiro.schemas.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.json.InvalidJsonException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptRecordTest {
    private static final Instant AT = Instant.parse("2025-02-10T15:30:51.204Z");
    private static final AttemptRecord FULL = new AttemptRecord(
            new AttemptSubject("dlv_1", "s\u00fcb", "a.b", "evt", "/src", "acme", true), 2, AttemptOutcome.DEAD,
            DeadLetterReason.MAX_AGE,
            503,
            "timeout", "one \"line\"", AT, Duration.ofMillis(12), AT.plusSeconds(5), "busy\n\u20ac");
    private static final AttemptRecord BARE = new AttemptRecord(
            new AttemptSubject("dlv_1", "sub", "a", "evt", "src", null, false), 0, AttemptOutcome.CANCELLED, null, null,
            null, null,
            AT,
            Duration.ZERO, null, null);

    @Test
    void readsBackWhatItWrote() throws Exception {
        assertThat(AttemptRecord.read(FULL.toJson())).isEqualTo(FULL);
        assertThat(AttemptRecord.read(BARE.toJson())).isEqualTo(BARE);
    }

    @Test
    void omitsMembersWithoutValue() {
        assertThat(new String(BARE.toJson(), StandardCharsets.UTF_8)).isEqualTo("{\"delivery\":\"dlv_1\","
                + "\"subscription\":\"sub\",\"event\":\"a\",\"eventId\":\"evt\",\"source\":\"src\",\"attempt\":0,"
                + "\"outcome\":\"cancelled\",\"startedAt\":\"2025-02-10T15:30:51.204Z\",\"durationMs\":0}");
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryOutcomeByItsCode(AttemptOutcome outcome) {
        assertThat(AttemptOutcome.ofCode(outcome.code())).contains(outcome);
    }

    /** Newer versions may write more members, older versions fewer. */
    @Test
    void skipsUnknownMembersAndReasons() throws Exception {
        String json = new String(FULL.toJson(), StandardCharsets.UTF_8)
                .replace("\"max-age\"", "\"boredom\"")
                .replace("\"attempt\":2", "\"x\":{\"y\":[1]},\"z\":null,\"attempt\":2");

        AttemptRecord read = AttemptRecord.read(json.getBytes(StandardCharsets.UTF_8));

        assertThat(read.reason()).isNull();
        assertThat(read.attempt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[] | must be a JSON object",
            "{\"delivery\":\"d\"} | member 'subscription' is missing"})
    void explainsInvalidRecords(String json, String detail) {
        assertThatThrownBy(() -> AttemptRecord.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidJsonException.class).hasMessage(detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"5", "true", "null", "[\"acme\"]"})
    void ignoresATenantThatIsNotAString(String tenant) throws Exception {
        String json = new String(FULL.toJson(), StandardCharsets.UTF_8).replace("\"acme\"", tenant);

        assertThat(AttemptRecord.read(json.getBytes(StandardCharsets.UTF_8)).subject().tenant()).isNull();
    }

    @Test
    void reportsGarbageAsInvalid() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            byte[] json = FULL.toJson();
            json[random.nextInt(json.length)] = (byte) random.nextInt(256);
            try {
                AttemptRecord.read(json);
            } catch (InvalidJsonException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }
}
