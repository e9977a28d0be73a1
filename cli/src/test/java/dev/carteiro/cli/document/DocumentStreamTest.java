package dev.carteiro.cli.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.cli.document.DocumentStream.StreamEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentStreamTest {
    private static List<String> entries(String text) throws IOException {
        return entries(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> entries(byte[] text) throws IOException {
        DocumentStream stream = new DocumentStream(new ByteArrayInputStream(text), 1);
        List<String> all = new ArrayList<>();
        for (StreamEntry entry = stream.next(); entry != null; entry = stream.next()) {
            all.add(switch (entry) {
                case StreamEntry.Document(byte[] content, int line) ->
                    line + ": " + new String(content, StandardCharsets.UTF_8);
                case StreamEntry.InvalidDocument broken -> JsonText.message("x", broken.fault());
            });
        }
        return all;
    }

    @Test
    void splitsDocumentsWithAnyWhiteSpaceBetweenAndInsideThem() throws IOException {
        assertThat(entries("{\"a\":1}\n{\"b\":\n  [1,\n 2]}{\"c\":\"}\"} \r\n\t[{}]\n\n1 true\n\"x\"null"))
                .containsExactly("1: {\"a\":1}", "2: {\"b\":\n  [1,\n 2]}", "4: {\"c\":\"}\"}", "5: [{}]", "7: 1",
                        "7: true",
                        "8: \"x\"", "8: null");
        assertThat(entries("")).isEmpty();
        assertThat(entries(" \n\t\r\n")).isEmpty();
    }

    @Test
    void byteOrderMarksBetweenDocumentsAreWhiteSpace() throws IOException {
        assertThat(entries("\uFEFF{\"a\":1}\n\uFEFF{\"b\":2}\n")).containsExactly("1: {\"a\":1}", "2: {\"b\":2}");
    }

    @Test
    void continuesAfterAnInvalidLine() throws IOException {
        assertThat(entries("{\"a\":1}\n{\"b\" 2}\n{\"c\":3}\nnonsense\nmore of it\n{\"d\":4}"))
                .containsExactly("1: {\"a\":1}", "x:2:6: expected a colon after \"b\"", "3: {\"c\":3}",
                        "x:4:1: names and strings need double quotes: \"nonsense\"",
                        "x:5:1: names and strings need double quotes: \"more\"", "6: {\"d\":4}");
    }

    @Test
    void anUnclosedDocumentDoesNotSwallowTheNext() throws IOException {
        assertThat(entries("{\"a\":{\"x\":1}\n{\"b\":2}\n{\"c\":3"))
                .containsExactly("x:1:13: expected a comma or } after the value of \"a\"", "2: {\"b\":2}",
                        "x:3:7: the text ends, but the { in line 3, column 1 is not closed: a } is missing");
    }

    @Test
    void anInvalidDocumentOfSeveralLinesIsReportedOnce() throws IOException {
        assertThat(entries("{\n  \"a\": 1,\n  'b': 2,\n  \"c\": 3\n}\n{\n  \"d\": 4\n}\n"))
                .containsExactly("x:3:3: names and strings need double quotes: \"...\", not '...'",
                        "6: {\n  \"d\": 4\n}");
    }

    @Test
    void reportsThePositionOfDuplicateMembersAndOfBytesThatAreNotUtf8() throws IOException {
        assertThat(entries("{}\n {\"a\":1,\"a\":2}\n{\"b\":{\"c\":1,\"c\":1}}"))
                .containsExactly("1: {}", "x:2:9: duplicate member \"a\"", "3: {\"b\":{\"c\":1,\"c\":1}}");
        byte[] latin = "{}\n  {\"a\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(entries(latin)).containsExactly("1: {}",
                "x:2:12: byte 9 is not valid UTF-8: save the text as UTF-8");
        assertThat(entries("{}".getBytes(StandardCharsets.UTF_16))).containsExactly(
                "x:1:1: the text is not UTF-8, and looks like UTF-16: save it as UTF-8");
    }

    @Test
    void holdsOnlyOneDocumentOfAnEndlessStream() throws IOException {
        byte[] line = "{\"event\":\"a\",\"data\":{}}\n".getBytes(StandardCharsets.UTF_8);
        DocumentStream stream = new DocumentStream(new InputStream() {
            private long read;

            @Override
            public int read() {
                return line[(int) (read++ % line.length)];
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    into[offset + i] = (byte) read();
                }
                return length;
            }
        }, 1);
        StreamEntry last = null;
        for (int i = 0; i < 1_000_000; i++) {
            last = stream.next();
        }
        assertThat(last).isInstanceOfSatisfying(StreamEntry.Document.class,
                document -> assertThat(document.line()).isEqualTo(1_000_000));
    }

    @Test
    void aDocumentAboveTheLimitIsRejected() throws IOException {
        assertThat(entries("[" + " ".repeat(DocumentStream.MAX_DOCUMENT_BYTES) + "\n]\n{}")).containsExactly(
                "x: the document that begins in line 1 is longer than 16777216 bytes", "3: {}");
    }
}
