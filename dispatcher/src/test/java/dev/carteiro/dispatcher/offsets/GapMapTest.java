package dev.carteiro.dispatcher.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GapMapTest {
    @Test
    void nothingFinishedIsAnEmptyText() {
        assertThat(GapMap.encode(new BitSet())).isEmpty();
        assertThat(GapMap.decode("")).isEqualTo(new BitSet());
    }

    @Test
    void writesRunsOfUnfinishedAndFinishedInTurn() {
        BitSet finished = new BitSet();
        finished.set(2, 5);
        finished.set(6);

        // 2 unfinished, 3 finished, 1 unfinished, 1 finished
        assertThat(GapMap.encode(finished)).isEqualTo("r.AgMBAQ");
        assertThat(GapMap.decode("r.AgMBAQ")).isEqualTo(finished);
    }

    @Test
    void writesLongRunsAsVariableLengthNumbers() {
        BitSet finished = new BitSet();
        finished.set(300, 1_000_300);

        assertThat(GapMap.encode(finished)).isEqualTo("r.rALAhD0");
        assertThat(GapMap.decode("r.rALAhD0")).isEqualTo(finished);
    }

    @Test
    void decodesWhatItEncodedForAnyPattern() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            BitSet finished = new BitSet();
            int length = 1 + random.nextInt(20_000);
            double share = random.nextDouble();
            for (int i = 1; i < length; i++) {
                finished.set(i, random.nextDouble() < share);
            }
            assertThat(GapMap.decode(GapMap.encode(finished))).as("seed %d", seed).isEqualTo(finished);
        }
    }

    @Test
    void aThousandGapsOverAMillionOffsetsFitIntoACommit() {
        Random random = new Random(42);
        BitSet finished = new BitSet();
        finished.set(1, 1_000_000);
        for (int i = 0; i < 1_000; i++) {
            finished.clear(random.nextInt(1_000_000));
        }

        assertThat(GapMap.encode(finished)).hasSizeLessThan(GapMap.MAX_LENGTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "r.", "r.!!", "r._____w", "r.gICAgIA", "z.AAAA", "z.", "r.Ag"})
    void anyOtherTextDecodesAsNothingFinished(String text) {
        assertThat(GapMap.decode(text)).isEqualTo(new BitSet());
    }
}
