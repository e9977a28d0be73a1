package dev.carteiro.cli.option;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds one execution of the command line: the variables of the environment, and the context that applies to it.
 * Immutable. Options read it where nothing was given on the command line.
 *
 * @param environment the variables of the process, or those of a test
 * @param context the context in use; {@code null} where there is none, or where something else says where Kafka is
 */
public record Invocation(Map<String, String> environment, @Nullable ClusterContext context) {
    /** The one of the execution that is under way. */
    public static final ScopedValue<Invocation> CURRENT = ScopedValue.newInstance();

    /** Returns the one that is under way; outside an execution, one of the process without a context. */
    public static Invocation current() {
        return CURRENT.orElse(new Invocation(System.getenv(), null));
    }

    /** Returns a variable's value, {@code null} where it is not set or empty. */
    public @Nullable String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
