package dev.carteiro.it;

import dev.carteiro.cli.Carteiro;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The result of a command that was run in this process. Immutable.
 *
 * @param status exit status
 * @param out lines on standard output
 * @param err lines on standard error
 */
record CommandRun(int status, List<String> out, List<String> err) {
    static CommandRun of(String bootstrapServers, @Nullable String prefix, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Carteiro.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true))
                .execute(with(bootstrapServers, prefix, arguments));
        return new CommandRun(status, out.toString().lines().toList(), err.toString().lines().toList());
    }

    /** Adds the options for Kafka to the arguments. */
    static String[] with(String bootstrapServers, @Nullable String prefix, String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--bootstrap-servers", bootstrapServers, "--set",
                "topics.prefix=" + (prefix == null ? "carteiro." : prefix))).toArray(String[]::new);
    }
}
