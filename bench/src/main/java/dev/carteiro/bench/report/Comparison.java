package dev.carteiro.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Two things measured in turn, A B A B. The ratio is taken pair by pair, because neighbours share the machine's mood.
 * Immutable.
 *
 * @param ours one figure a round
 * @param theirs as many, of the same rounds
 */
public record Comparison(List<Double> ours, List<Double> theirs) {
    public Comparison {
        ours = List.copyOf(ours);
        theirs = List.copyOf(theirs);
        if (ours.isEmpty() || ours.size() != theirs.size()) {
            throw new IllegalArgumentException(ours.size() + " figures against " + theirs.size());
        }
    }

    /** Of one value of what was measured each round. */
    public static <T> Comparison of(List<T> ours, List<T> theirs, ToDoubleFunction<T> value) {
        return new Comparison(each(ours, value), each(theirs, value));
    }

    /** Ours to theirs, the median of all rounds. */
    public double ratio() {
        return median(ratios());
    }

    /** Whether some rounds say more and some say less, or there was but one. */
    public boolean isNoise() {
        double[] ratios = ratios();
        return ratios.length == 1 || (ratios[0] <= 1 && ratios[ratios.length - 1] >= 1);
    }

    /** For example {@code 0.97 (0.95 to 1.02, within the noise)}. */
    public String text() {
        double[] ratios = ratios();
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f%s)", ratio(), ratios[0], ratios[ratios.length - 1],
                isNoise() ? ", within the noise" : "");
    }

    public static double median(List<Double> figures) {
        return median(figures.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    /** Of one value of what was measured. */
    public static <T> double median(List<T> measured, ToDoubleFunction<T> value) {
        return median(each(measured, value));
    }

    /** Both medians. */
    public String context(String format) {
        return String.format(Locale.ROOT, format, median(ours), median(theirs));
    }

    private static <T> List<Double> each(List<T> measured, ToDoubleFunction<T> value) {
        return measured.stream().map(value::applyAsDouble).toList();
    }

    /** In ascending order. */
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
