package dev.carteiro.checker.invariant;

import static dev.carteiro.checker.invariant.RunHistoryBuilder.HOOK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.checker.history.PublishedEvent.PublishOutcome;
import org.junit.jupiter.api.Test;

class IsolatedEndpointsTest {
    private final Invariant invariant = new IsolatedEndpoints();

    /** A hundred events at 0 s, delivered at once except the last ones. */
    private static RunHistoryBuilder hundred(int late, double after) {
        RunHistoryBuilder past = new RunHistoryBuilder();
        for (int number = 1; number <= 100; number++) {
            past.event(number, PublishOutcome.OK, 0).request(number, HOOK, 1, number > 100 - late ? after : 0.1, 200);
        }
        return past;
    }

    @Test
    void holdsIfOneInAHundredIsLate() {
        assertThat(hundred(1, 60).violationsOf(invariant)).isEmpty();
        assertThat(hundred(100, 5).violationsOf(invariant)).isEmpty();
    }

    @Test
    void twoInAHundredAreTooMany() {
        assertThat(hundred(2, 5.001).violationsOf(invariant)).containsExactly(
                "evt_100 crm: first request after 5001 ms", "evt_99 crm: first request after 5001 ms");
    }

    @Test
    void aDeliveryThatNeverComesIsLate() {
        assertThat(new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).violationsOf(invariant))
                .containsExactly("evt_1 crm: no request");
    }

    @Test
    void aBusyMachineExcusesLateDeliveries() {
        assertThat(hundred(2, 30).busy(5, 6).violationsOf(invariant)).isEmpty();
        assertThat(hundred(2, 30).busy(5.001, 6).violationsOf(invariant)).hasSize(2);
        assertThat(hundred(2, 30.001).busy(5, 6).violationsOf(invariant)).hasSize(2);
    }

    @Test
    void deliveriesDuringAFaultAreNotJudged() {
        assertThat(hundred(100, 60).disturbed(-10, 0).violationsOf(invariant)).isEmpty();
        assertThat(hundred(100, 60).disturbed(5, 10).violationsOf(invariant)).isEmpty();
        assertThat(hundred(100, 60).disturbed(5.001, 10).violationsOf(invariant)).hasSize(100);
    }
}
