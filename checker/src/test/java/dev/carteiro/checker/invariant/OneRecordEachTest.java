package dev.carteiro.checker.invariant;

import static dev.carteiro.checker.invariant.Past.HOOK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.checker.history.Published.Fate;
import org.junit.jupiter.api.Test;

class OneRecordEachTest {
    private final Invariant invariant = new OneRecordEach();

    @Test
    void holdsForOneRecordEach() {
        assertThat(Past.good().seenBy(invariant)).isEmpty();
        assertThat(new Past().event(1, Fate.UNKNOWN, 0).event(2, Fate.FAILED, 0).seenBy(invariant)).isEmpty();
    }

    @Test
    void aSecondRecordViolatesIt() {
        assertThat(Past.good().routed(2, HOOK).seenBy(invariant))
                .containsExactly("evt_2 crm: 2 records in the deliveries topic");
    }

    @Test
    void whatWasReleasedIsThereOnceMoreAndInNobodysPlace() {
        assertThat(Past.good().released(2, HOOK).seenBy(invariant)).isEmpty();
        assertThat(Past.good().released(2, HOOK).routed(2, HOOK).seenBy(invariant))
                .containsExactly("evt_2 crm: 2 records in the deliveries topic");
        assertThat(Past.good().event(3, Fate.OK, 0).released(3, HOOK).seenBy(invariant))
                .containsExactly("evt_3 crm: 0 records in the deliveries topic");
    }

    @Test
    void aMissingRecordViolatesIt() {
        assertThat(Past.good().event(3, Fate.OK, 0).seenBy(invariant))
                .containsExactly("evt_3 crm: 0 records in the deliveries topic");
    }
}
