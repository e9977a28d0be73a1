package dev.carteiro.cli.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms of a JSON argument. */
class JsonArgumentTest {
    @Test
    void isTextThatBeginsWithABraceOrAFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("x.json"), "{\"a\": 1}");

        assertThat(JsonArgument.readObject("--data", " {\"a\": 1}")).hasToString("{\"a\":1}");
        assertThat(JsonArgument.readObject("--data", file.toString())).hasToString("{\"a\":1}");
        assertThat(JsonArgument.readObject("--data", "@" + file)).hasToString("{\"a\":1}");
    }

    @Test
    void rejectsAnythingElse(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("x.json"), "[1]");
        assertThatThrownBy(() -> JsonArgument.readObject("--data", "@" + file))
                .hasMessage(file + " is not a JSON object: use {...}");
        assertThatThrownBy(() -> JsonArgument.readObject("--data", "[1]"))
                .hasMessage("invalid --data '[1]': it is neither JSON, which begins with {, nor an existing file: use"
                        + " '{...}', @FILE, or - for standard input");
        assertThatThrownBy(() -> JsonArgument.readObject("--data", "{")).hasMessage(
                "--data:1:2: the text ends, but the { in line 1, column 1 is not closed: a } is missing");
        assertThatThrownBy(() -> JsonArgument.readObject("--data", "@nothing"))
                .hasMessage("cannot read nothing: there is no such file");
    }
}
