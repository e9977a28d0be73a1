package dev.carteiro.cli.develop;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** What {@code carteiro check} does; the module checker provides it. */
public interface CheckProgram {
    /**
     * What a run is asked to be. Immutable.
     *
     * @param minutes how long faults are injected
     * @param seed of workload and faults; {@code null} for a random one
     * @param defect the mistake to make on purpose; {@code null} for none
     * @param withPauses whether subscriptions are paused and resumed as well
     */
    record CheckParameters(double minutes, @Nullable Long seed, @Nullable String defect, boolean withPauses) {
    }

    /**
     * Returns the exit status.
     *
     * @throws IllegalArgumentException if what is asked cannot be; the message says what is accepted
     */
    int run(CheckParameters request, PrintWriter out) throws Exception;
}
