package dev.carteiro.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalWriterTest {
    private static final String CONTROL = "\u001b]0;x\u0007 \u009b2J \r \u007f \u202e \u200b \u2028 \ufeff \ud834\udd73";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void escapesControlCharacters() {
        assertThat(written("a\té 漢\n" + CONTROL))
                .isEqualTo("a\té 漢\n\\u001b]0;x\\u0007 \\u009b2J \\u000d \\u007f \\u202e"
                        + " \\u200b \\u2028 \\ufeff \\ud834\\udd73\n");
    }

    @Test
    void jsonKeepsItsMeaning() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        String json = mapper.createObjectNode().put("id", CONTROL + " $1 \\ é").toString();

        String line = written(json);

        assertThat(line).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028&&[^\\n]]");
        assertThat(mapper.readTree(line)).isEqualTo(mapper.readTree(json));
    }

    @Test
    void escapesSingleCharactersAndArrays() {
        PrintWriter writer = TerminalWriter.to(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        writer.write(27);
        writer.append('\u009b').write(new char[]{'a', 27, 'b'}, 1, 2);
        writer.flush();

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("\\u001b\\u009b\\u001bb");
    }

    private String written(String line) {
        TerminalWriter.to(new PrintStream(bytes, true, StandardCharsets.UTF_8)).println(line);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
