package dev.carteiro.cli.develop;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The implementation of {@code carteiro bench}, a service that the module bench provides. */
public interface BenchProgram {
    /**
     * The parameters of a run. Immutable.
     *
     * @param only names of scenarios; empty for all that are not on demand
     * @param quick true for fewer rounds
     * @param against the jar of another build; {@code null} for none
     * @param javaOptions options of the measured JVMs
     * @param report the file to write the report to; {@code null} for the default
     */
    record BenchParameters(List<String> only, boolean quick, @Nullable Path against, List<String> javaOptions,
            @Nullable Path report) {
        public BenchParameters {
            only = List.copyOf(only);
            javaOptions = List.copyOf(javaOptions);
        }
    }

    /**
     * Measures, and returns the exit status.
     *
     * @throws IllegalArgumentException if a parameter is invalid; the message says what is accepted
     */
    int run(BenchParameters request, PrintWriter out) throws Exception;
}
