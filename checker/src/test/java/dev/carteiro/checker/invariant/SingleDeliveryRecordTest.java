package dev.carteiro.checker.invariant;

import static dev.carteiro.checker.invariant.RunHistoryBuilder.HOOK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.checker.history.PublishedEvent.PublishOutcome;
import org.junit.jupiter.api.Test;

class SingleDeliveryRecordTest {
    private final Invariant invariant = new SingleDeliveryRecord();

    @Test
    void holdsForOneRecordEach() {
        assertThat(RunHistoryBuilder.valid().violationsOf(invariant)).isEmpty();
        assertThat(new RunHistoryBuilder().event(1, PublishOutcome.UNKNOWN, 0).event(2, PublishOutcome.FAILED, 0)
                .violationsOf(invariant)).isEmpty();
    }

    @Test
    void aSecondRecordViolatesIt() {
        assertThat(RunHistoryBuilder.valid().routed(2, HOOK).violationsOf(invariant))
                .containsExactly("evt_2 crm: 2 records in the deliveries topic");
    }

    @Test
    void aReleasedRecordIsAnAdditionalOneAndReplacesNoOther() {
        assertThat(RunHistoryBuilder.valid().released(2, HOOK).violationsOf(invariant)).isEmpty();
        assertThat(RunHistoryBuilder.valid().released(2, HOOK).routed(2, HOOK).violationsOf(invariant))
                .containsExactly("evt_2 crm: 2 records in the deliveries topic");
        assertThat(RunHistoryBuilder.valid().event(3, PublishOutcome.OK, 0).released(3, HOOK).violationsOf(invariant))
                .containsExactly("evt_3 crm: 0 records in the deliveries topic");
    }

    @Test
    void aMissingRecordViolatesIt() {
        assertThat(RunHistoryBuilder.valid().event(3, PublishOutcome.OK, 0).violationsOf(invariant))
                .containsExactly("evt_3 crm: 0 records in the deliveries topic");
    }
}
