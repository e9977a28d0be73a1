package dev.carteiro.checker.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.checker.defect.Defect;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InvariantTest {
    private static final int DRAINS = 14;

    @Test
    void haveTheDocumentedNumbers() {
        assertThat(Invariant.ALL).extracting(Invariant::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 10, 14);
    }

    @Test
    void aValidHistorySatisfiesAll() {
        assertThat(Invariant.ALL).allSatisfy(one -> assertThat(RunHistoryBuilder.valid().violationsOf(one)).isEmpty());
    }

    /** Shows that a program can violate each one. Unsettled deliveries are also found as lost ones. */
    @Test
    void eachInvariantAboutDeliveriesHasADefect() {
        List<Integer> proven = Stream.of(Defect.values()).map(Defect::invariant).distinct().toList();
        assertThat(Invariant.ALL).extracting(Invariant::number)
                .allSatisfy(number -> assertThat(proven.contains(number) || number == 7 || number == DRAINS).isTrue());
    }
}
