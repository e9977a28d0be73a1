package dev.carteiro.cli.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.cli.receiver.RequestCounter.Counts;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Exact counts, also beyond the limit of remembered ids. */
class RequestCounterTest {
    private final RequestCounter tally = new RequestCounter(2);

    @Test
    void countsARepeatedDeliveryOnce() {
        tally.add("/a", "1", true, true);
        tally.add("/a", "1", true, true);
        tally.add("/a", "2", false, false);
        tally.add("/b", "1", true, true);

        assertThat(tally.counts()).isEqualTo(Map.of("/a", new Counts(3, 2, 1, 1), "/b", new Counts(1, 1, 1, 0)));
    }

    @Test
    void countsRepeatsAsNewBeyondTheLimitOfRememberedIds() {
        for (String id : new String[]{"1", "2", "3", "3", "1"}) {
            tally.add("/a", id, true, true);
        }

        assertThat(tally.counts()).isEqualTo(Map.of("/a", new Counts(5, 5, 4, 0)));
    }

    @Test
    void countsAtMostTwoHundredPathsSeparately() {
        for (int i = 0; i < 300; i++) {
            tally.add("/" + i, "1", false, true);
        }

        assertThat(tally.counts()).hasSize(201).containsEntry("(others)", new Counts(100, 0, 0, 0));
    }
}
