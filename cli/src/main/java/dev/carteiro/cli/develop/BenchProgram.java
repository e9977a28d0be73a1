package dev.carteiro.cli.develop;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code carteiro bench} does; the module bench provides it. */
public interface BenchProgram {
    /**
     * What is to be measured. Immutable.
     *
     * @param only names of scenarios; empty for all that are not on demand
     * @param quick whether fewer rounds are enough
     * @param against another build's jar; {@code null} for none
     * @param javaOptions for the JVMs that are measured
     * @param report where to write the report; {@code null} for the usual place
     */
    record BenchParameters(List<String> only, boolean quick, @Nullable Path against, List<String> javaOptions,
            @Nullable Path report) {
        public BenchParameters {
            only = List.copyOf(only);
            javaOptions = List.copyOf(javaOptions);
        }
    }

    /**
     * Returns the exit status.
     *
     * @throws IllegalArgumentException if what is asked cannot be; the message says what is accepted
     */
    int run(BenchParameters request, PrintWriter out) throws Exception;
}
