package dev.carteiro.cli.option;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The surroundings of one execution of the command line: its environment variables and its context. Options take their defaults
 * from it. Immutable.
 *
 * @param environment the variables of the process, or those of a test
 * @param context the context in use; {@code null} if there is none, or if an option or a variable gives the address of Kafka
 */
public record Invocation(Map<String, String> environment, @Nullable ClusterContext context) {
    /** The invocation of the current execution. */
    public static final ScopedValue<Invocation> CURRENT = ScopedValue.newInstance();

    /** Returns the current invocation; outside an execution, one with the variables of the process and no context. */
    public static Invocation current() {
        return CURRENT.orElse(new Invocation(System.getenv(), null));
    }

    /** Returns a variable's value; {@code null} if it is not set or blank. */
    public @Nullable String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
