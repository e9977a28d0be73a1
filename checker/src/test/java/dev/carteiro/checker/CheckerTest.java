package dev.carteiro.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.cli.Carteiro;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests of the command line, without a run. */
class CheckerTest {
    private record CommandResult(int status, String out, String err) {
    }

    private static CommandResult run(String... options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = Stream.concat(Stream.of("check"), Stream.of(options)).toArray(String[]::new);
        int status = Carteiro.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandResult(status, out.toString(), err.toString());
    }

    @Test
    void wrongUsageGivesOneLineAndStatusTwo() {
        assertThat(run("--defect", "fog")).isEqualTo(new CommandResult(2, "",
                "carteiro: invalid value 'fog' for --defect: use one of"
                        + " drop, commit-ahead, wrong-tenant, ignore-tenant, twice-fanout, fork, send-twice, other-body, forget-attempts,"
                        + " early, stall\n"));
        assertThat(run("--minutes", "-1"))
                .isEqualTo(new CommandResult(2, "", "carteiro: --minutes is -1.0; accepted is a number"
                        + " from 0 to 1440; see carteiro check --help\n"));
        assertThat(run("--seed", "-1"))
                .isEqualTo(new CommandResult(2, "", "carteiro: --seed is -1; accepted is a whole number"
                        + " from 0; see carteiro check --help\n"));
    }

    @Test
    void helpShowsAnExampleAndTheExitStatus() {
        assertThat(run("--help").status()).isZero();
        assertThat(run("--help").out()).contains("Usage: carteiro check", "--seed", "Examples:", "Exit status:");
    }
}
