package dev.carteiro.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.cli.event.LineReader.NumberedLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    private static List<String> lines(byte[] text) throws IOException {
        LineReader lines = new LineReader(new ByteArrayInputStream(text));
        List<String> all = new ArrayList<>();
        for (NumberedLine line = lines.next(); line != null; line = lines.next()) {
            all.add(line.number() + ":" + new String(line.content(), StandardCharsets.ISO_8859_1));
        }
        return all;
    }

    @Test
    void countsAndSkipsBlankLines() throws IOException {
        assertThat(lines("a\n\n \t\nb\r\n\r\nc".getBytes(StandardCharsets.US_ASCII))).containsExactly("1:a", "4:b",
                "6:c");
        assertThat(lines(new byte[0])).isEmpty();
    }

    @Test
    void keepsBytesThatAreNotUtf8() throws IOException {
        assertThat(lines(new byte[]{(byte) 0xff, (byte) 0xfe, '\n', 'x'})).containsExactly("1:\u00ff\u00fe", "2:x");
    }

    @Test
    void keysAnEventByItsEntity() {
        assertThat(EventKey.of("{\"event\":\"a\",\"data\":{\"id\":\"abc\"}}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new byte[]{'a', 'b', 'c'});
        assertThat(EventKey.of("{\"event\":\"a\",\"data\":{\"id\":7}}".getBytes(StandardCharsets.UTF_8))).isNull();
        assertThat(EventKey.of("no json".getBytes(StandardCharsets.UTF_8))).isNull();
    }
}
