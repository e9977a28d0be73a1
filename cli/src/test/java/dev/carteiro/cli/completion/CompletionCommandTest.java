package dev.carteiro.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.cli.Carteiro;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class CompletionCommandTest {
    private static String script(String shell) {
        StringWriter out = new StringWriter();
        assertThat(Carteiro.commandLine().setOut(new PrintWriter(out)).execute("completion", shell)).isZero();
        return out.toString();
    }

    @Test
    void bashAndZshShareAScript() throws Exception {
        assertThat(script("bash")).contains("complete -F _complete_carteiro").isEqualTo(script("zsh"));
        Process bash = new ProcessBuilder("bash", "--norc", "-c", """
                source /dev/stdin
                COMP_WORDS=(carteiro subscriptions l); COMP_CWORD=2; COMP_LINE='carteiro subscriptions l'; COMP_POINT=24
                _complete_carteiro; echo "${COMPREPLY[@]}\"""").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (PrintWriter in = new PrintWriter(bash.outputWriter())) {
            in.print(script("bash"));
        }
        assertThat(new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip())
                .isEqualTo("list");
    }

    @Test
    void fishGetsALineForEachCommandAndOption() {
        assertThat(script("fish")).contains(
                "complete -c carteiro -n '__carteiro_is subscriptions' -a list -d 'Shows the subscriptions in force'\n",
                "complete -c carteiro -n '__carteiro_at subscriptions list' -s o -l output -x -a 'table json' -d ")
                .doesNotContain(" -l bootstrap-server ");
    }
}
