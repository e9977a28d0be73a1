package dev.carteiro.it;

import dev.carteiro.cli.Carteiro;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a command of the command line did, run in this process. Immutable.
 *
 * @param status with which it ended
 * @param out its lines on standard output
 * @param err its lines on standard error
 */
record CommandRun(int status, List<String> out, List<String> err) {
    static CommandRun of(String bootstrapServers, @Nullable String prefix, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Carteiro.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true))
                .execute(with(bootstrapServers, prefix, arguments));
        return new CommandRun(status, out.toString().lines().toList(), err.toString().lines().toList());
    }

    /** The arguments, and where Kafka is. */
    static String[] with(String bootstrapServers, @Nullable String prefix, String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--bootstrap-servers", bootstrapServers, "--set",
                "topics.prefix=" + (prefix == null ? "carteiro." : prefix))).toArray(String[]::new);
    }
}
