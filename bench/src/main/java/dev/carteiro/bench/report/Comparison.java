package dev.carteiro.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Two series measured in turn, A B A B. The ratio is computed pair by pair, because neighbouring rounds see the same state of the
 * machine. Immutable.
 *
 * @param ours one figure for each round
 * @param theirs one figure for each round
 */
public record Comparison(List<Double> ours, List<Double> theirs) {
    public Comparison {
        ours = List.copyOf(ours);
        theirs = List.copyOf(theirs);
        if (ours.isEmpty() || ours.size() != theirs.size()) {
            throw new IllegalArgumentException(ours.size() + " figures compared with " + theirs.size());
        }
    }

    /** Compares one value of each measurement. */
    public static <T> Comparison of(List<T> ours, List<T> theirs, ToDoubleFunction<T> value) {
        return new Comparison(each(ours, value), each(theirs, value));
    }

    /** Returns the median of ours divided by theirs. */
    public double ratio() {
        return median(ratios());
    }

    /** Returns whether rounds disagree on which is larger, or there was only one. */
    public boolean isNoise() {
        double[] ratios = ratios();
        return ratios.length == 1 || (ratios[0] <= 1 && ratios[ratios.length - 1] >= 1);
    }

    /** Returns for example {@code 0.97 (0.95 to 1.02, within the noise)}. */
    public String text() {
        double[] ratios = ratios();
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f%s)", ratio(), ratios[0], ratios[ratios.length - 1],
                isNoise() ? ", within the noise" : "");
    }

    public static double median(List<Double> figures) {
        return median(figures.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    /** Returns the median of one value of each measurement. */
    public static <T> double median(List<T> measured, ToDoubleFunction<T> value) {
        return median(each(measured, value));
    }

    /** Formats both medians. */
    public String context(String format) {
        return String.format(Locale.ROOT, format, median(ours), median(theirs));
    }

    private static <T> List<Double> each(List<T> measured, ToDoubleFunction<T> value) {
        return measured.stream().map(value::applyAsDouble).toList();
    }

    /** Returns the ratios in ascending order. */
    private double[] ratios() {
        double[] ratios = new double[ours.size()];
        Arrays.setAll(ratios, i -> ours.get(i) / theirs.get(i));
        Arrays.sort(ratios);
        return ratios;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
