package dev.carteiro.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.job.DeadLetterFilter;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DeadLetterFilterOptionsTest {
    private static final Instant NOW = Instant.parse("2025-02-10T15:30:50Z");

    @Test
    void readsEveryCondition() {
        assertThat(filter("--subscription", "crm", "--reason", "gone", "--from", "2h", "--to",
                "2025-02-10T16:30:00+01:00", "--delivery", "dlv_1", "--delivery", "dlv_2"))
                .isEqualTo(new DeadLetterFilter(Set.of("dlv_1", "dlv_2"), "crm", DeadLetterReason.GONE,
                        Instant.parse("2025-02-10T13:30:50Z"), Instant.parse("2025-02-10T15:30:00Z")));
        assertThat(filter()).isEqualTo(DeadLetterFilter.ALL);
    }

    @Test
    void namesTheAcceptedValues() {
        assertThatThrownBy(() -> filter("--reason", "tired")).hasMessageStartingWith(
                "unknown --reason 'tired': use one of retries-exhausted, max-age, gone, ");
        assertThatThrownBy(() -> filter("--from", "yesterday")).hasMessage("invalid --from 'yesterday': use a time such"
                + " as 2025-02-10T15:30:00Z, or a duration before now such as 30m, 2h, 7d");
        assertThatThrownBy(() -> filter("--to", "2025-02-10T15")).hasMessageContaining("--to '2025-02-10T15'");
        assertThatThrownBy(() -> filter("--from", "1h", "--to", "2h")).hasMessageContaining("is empty: use");
    }

    private static DeadLetterFilter filter(String... arguments) {
        DeadLetterFilterOptions options = new DeadLetterFilterOptions();
        new CommandLine(options).parseArgs(arguments);
        return options.filter(NOW);
    }
}
