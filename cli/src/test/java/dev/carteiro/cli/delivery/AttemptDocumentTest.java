package dev.carteiro.cli.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.cli.option.Table;
import dev.carteiro.cli.option.Terminal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AttemptDocumentTest {
    private static final Table TABLE = AttemptDocument.table(Terminal.none());
    private static final String RETRY = "{\"delivery\":\"dlv_1\",\"subscription\":\"crm\",\"event\":\"person.created\","
            + "\"eventId\":\"evt_1\",\"source\":\"s\",\"attempt\":2,\"outcome\":\"retry\",\"error\":\"timeout\","
            + "\"detail\":\"no answer\",\"startedAt\":\"2025-02-10T15:30:50.123Z\",\"durationMs\":5001,"
            + "\"nextAttemptAt\":\"2025-02-10T15:35:50.4Z\"}";

    private static String line(AttemptDocument attempt) {
        return String.join("\n", TABLE.row(attempt.row()));
    }

    private static AttemptDocument attempt(String json) {
        return Objects.requireNonNull(AttemptDocument.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean matches(String... options) {
        return CommandLine.populateCommand(new AttemptFilterOptions(), options).compile().matches(attempt(RETRY));
    }

    @Test
    void isARowOfATable() {
        assertThat(TABLE.title()).isEqualTo("TIME                  OUTCOME      STATUS       MS   NO  SUBSCRIPTION"
                + "          EVENT                     DELIVERY                              DETAIL");
        assertThat(line(attempt(RETRY))).isEqualTo("2025-02-10T15:30:50Z  retry        timeout    5001    2  crm"
                + "                   person.created            dlv_1                                 no answer (next"
                + " 2025-02-10T15:35:50Z)");
        assertThat(line(attempt(RETRY.replace("\"error\":\"timeout\"", "\"status\":503"))))
                .contains("  retry        503        5001  ");
    }

    @Test
    void isALineOfJsonWithEveryMember() {
        assertThat(attempt(RETRY).json()).isEqualTo(RETRY);
        assertThat(attempt("{ \"response\": \"a\\nb\" }").json()).isEqualTo("{\"response\":\"a\\nb\"}");
    }

    @Test
    void holdsNoControlCharacters() {
        assertThat(line(attempt("{\"detail\":\"\\u001b[2J\\u202e\"}"))).endsWith("?[2J?");
    }

    @Test
    void aRecordThatIsNotAJsonObjectIsNull() {
        assertThat(AttemptDocument.read(null)).isNull();
        assertThat(AttemptDocument.read(new byte[]{1})).isNull();
        assertThat(AttemptDocument.read(new byte[]{'7'})).isNull();
    }

    @Test
    void matchesOnlyIfAllFiltersMatch() {
        assertThat(matches()).isTrue();
        assertThat(matches("--subscription", "crm", "--event", "person.*", "--outcome", "dead,retry", "--delivery", "x",
                "--delivery", "dlv_1")).isTrue();
        assertThat(matches("--subscription", "cr")).isFalse();
        assertThat(matches("--event", "person")).isFalse();
        assertThat(matches("--outcome", "dead")).isFalse();
        assertThat(matches("--delivery", "dlv_2")).isFalse();
        assertThat(matches("--subscription", "crm", "--outcome", "dead")).isFalse();
    }
}
