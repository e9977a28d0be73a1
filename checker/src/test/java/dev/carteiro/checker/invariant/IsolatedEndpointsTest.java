package dev.carteiro.checker.invariant;

import static dev.carteiro.checker.invariant.RunHistoryBuilder.HOOK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.checker.history.PublishedEvent.PublishOutcome;
import org.junit.jupiter.api.Test;

class IsolatedEndpointsTest {
    private final Invariant invariant = new IsolatedEndpoints();

    /** A hundred events at 0 s, delivered at once but for the last ones. */
    private static RunHistoryBuilder hundred(int late, double after) {
        RunHistoryBuilder past = new RunHistoryBuilder();
        for (int number = 1; number <= 100; number++) {
            past.event(number, PublishOutcome.OK, 0).request(number, HOOK, 1, number > 100 - late ? after : 0.1, 200);
        }
        return past;
    }

    @Test
    void holdsWhereOneInAHundredIsLate() {
        assertThat(hundred(1, 60).seenBy(invariant)).isEmpty();
        assertThat(hundred(100, 5).seenBy(invariant)).isEmpty();
    }

    @Test
    void twoInAHundredAreTooMany() {
        assertThat(hundred(2, 5.001).seenBy(invariant)).containsExactly(
                "evt_100 crm: the first request after 5001 ms", "evt_99 crm: the first request after 5001 ms");
    }

    @Test
    void aDeliveryThatNeverComesIsLate() {
        assertThat(new RunHistoryBuilder().event(1, PublishOutcome.OK, 0).seenBy(invariant)).containsExactly("evt_1 crm: no request");
    }

    @Test
    void aMachineWithoutTimeExcusesWhatIsLate() {
        assertThat(hundred(2, 30).busy(5, 6).seenBy(invariant)).isEmpty();
        assertThat(hundred(2, 30).busy(5.001, 6).seenBy(invariant)).hasSize(2);
        assertThat(hundred(2, 30.001).busy(5, 6).seenBy(invariant)).hasSize(2);
    }

    @Test
    void whatAFaultTouchesIsNotJudged() {
        assertThat(hundred(100, 60).disturbed(-10, 0).seenBy(invariant)).isEmpty();
        assertThat(hundred(100, 60).disturbed(5, 10).seenBy(invariant)).isEmpty();
        assertThat(hundred(100, 60).disturbed(5.001, 10).seenBy(invariant)).hasSize(100);
    }
}
