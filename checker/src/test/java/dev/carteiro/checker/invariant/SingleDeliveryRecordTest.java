package dev.carteiro.checker.invariant;

import static dev.carteiro.checker.invariant.RunHistoryBuilder.HOOK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.checker.history.PublishedEvent.PublishOutcome;
import org.junit.jupiter.api.Test;

class SingleDeliveryRecordTest {
    private final Invariant invariant = new SingleDeliveryRecord();

    @Test
    void holdsForOneRecordEach() {
        assertThat(RunHistoryBuilder.good().seenBy(invariant)).isEmpty();
        assertThat(new RunHistoryBuilder().event(1, PublishOutcome.UNKNOWN, 0).event(2, PublishOutcome.FAILED, 0).seenBy(invariant)).isEmpty();
    }

    @Test
    void aSecondRecordViolatesIt() {
        assertThat(RunHistoryBuilder.good().routed(2, HOOK).seenBy(invariant))
                .containsExactly("evt_2 crm: 2 records in the deliveries topic");
    }

    @Test
    void whatWasReleasedIsThereOnceMoreAndInNobodysPlace() {
        assertThat(RunHistoryBuilder.good().released(2, HOOK).seenBy(invariant)).isEmpty();
        assertThat(RunHistoryBuilder.good().released(2, HOOK).routed(2, HOOK).seenBy(invariant))
                .containsExactly("evt_2 crm: 2 records in the deliveries topic");
        assertThat(RunHistoryBuilder.good().event(3, PublishOutcome.OK, 0).released(3, HOOK).seenBy(invariant))
                .containsExactly("evt_3 crm: 0 records in the deliveries topic");
    }

    @Test
    void aMissingRecordViolatesIt() {
        assertThat(RunHistoryBuilder.good().event(3, PublishOutcome.OK, 0).seenBy(invariant))
                .containsExactly("evt_3 crm: 0 records in the deliveries topic");
    }
}
