package dev.carteiro.bench.report;

import java.util.Arrays;

/**
 * A histogram of durations in microseconds, with 64 steps for each doubling, so a percentile is at most 1.6 % too high. Used by one
 * thread.
 */
public final class Latencies {
    private static final int STEP_BITS = 6;
    private static final int STEPS = 1 << STEP_BITS;

    private final long[] counts = new long[STEPS * (Long.SIZE - STEP_BITS)];
    private long total;

    /** @param micros negative values, from clocks that disagree, count as zero */
    public void record(long micros) {
        counts[place(Math.max(0, micros))]++;
        total++;
    }

    public long total() {
        return total;
    }

    /** @return the upper end of the step with the percentile; 0 without records */
    public long percentile(double percent) {
        long wanted = (long) Math.ceil(total * percent / 100);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return upperEnd(i);
            }
        }
        return 0;
    }

    /** Adds the records of another histogram. */
    public void add(Latencies other) {
        Arrays.setAll(counts, i -> counts[i] + other.counts[i]);
        total += other.total;
    }

    public void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    private static int place(long micros) {
        int shift = Math.max(0, Long.SIZE - STEP_BITS - 1 - Long.numberOfLeadingZeros(micros));
        return shift * STEPS + (int) (micros >>> shift);
    }

    private static long upperEnd(int place) {
        int shift = Math.max(0, place / STEPS - 1);
        return ((place - (long) shift * STEPS + 1) << shift) - 1;
    }
}
