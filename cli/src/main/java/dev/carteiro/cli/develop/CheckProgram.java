package dev.carteiro.cli.develop;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** The implementation of {@code carteiro check}, a service that the module checker provides. */
public interface CheckProgram {
    /**
     * The parameters of a run. Immutable.
     *
     * @param minutes the time in which faults are injected
     * @param seed the seed of workload and faults; {@code null} for a random one
     * @param defect the defect to inject; {@code null} for none
     * @param withPauses true to pause and resume subscriptions as well
     */
    record CheckParameters(double minutes, @Nullable Long seed, @Nullable String defect, boolean withPauses) {
    }

    /**
     * Runs the check, and returns the exit status.
     *
     * @throws IllegalArgumentException if a parameter is invalid; the message says what is accepted
     */
    int run(CheckParameters request, PrintWriter out) throws Exception;
}
