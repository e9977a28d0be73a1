package dev.carteiro.cli.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Kept and evicted deliveries, with their last attempts. */
class DeliveryOverviewTest {
    private final DeliveryOverview overview = new DeliveryOverview(2);

    private static AttemptDocument attempt(String delivery, int attempt, String outcome) {
        String json = """
                {"delivery":"%s","subscription":"crm","event":"a.b","eventId":"e","source":"s","attempt":%d,"outcome":"%s",\
                "status":503,"startedAt":"2025-02-10T15:30:0%d.5Z","durationMs":7}"""
                .formatted(delivery, attempt, outcome, attempt);
        return Objects.requireNonNull(AttemptDocument.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void keepsTheLastAttemptOfTheDeliveriesWithTheLatestAttempts() {
        overview.add(attempt("a", 1, "retry"));
        overview.add(attempt("b", 1, "retry"));
        overview.add(attempt("a", 2, "dead"));
        overview.add(attempt("c", 3, "delivered"));

        assertThat(overview.newest(10, any -> true)).extracting(DeliveryOverview::row).extracting(row -> row.get(6))
                .containsExactly("a", "c");
        assertThat(overview.newest(1, any -> true)).extracting(DeliveryOverview::state).containsExactly("delivered");
        assertThat(overview.newest(10, one -> one.text("outcome").equals("dead")).stream().map(DeliveryOverview::row))
                .containsExactly(List.of("2025-02-10T15:30:02Z", "dead", "503", "2", "crm", "a.b", "a", ""));
        assertThat(overview.evictedCount()).isEqualTo(1);
    }
}
