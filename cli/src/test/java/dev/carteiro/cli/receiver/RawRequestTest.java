package dev.carteiro.cli.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parsing requests as tools print them. */
class RawRequestTest {
    private static RawRequest.ParsedRequest read(String text) {
        return RawRequest.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /hook HTTP/1.1\r\nWebhook-Id: a\r\nX: 1: 2\r\n\r\n{}",
            "POST /hook HTTP/1.1\nwebhook-id:a\nx: 1: 2\n\n{}", "webhook-id: a\nx: 1: 2\n\n{}",
            "* Connected\n> POST /hook HTTP/1.1\r\n> webhook-id: a\n> x: 1: 2\n>\n{}",
            "\n\nwebhook-id: a\nx: 1: 2\ncontent-length: 2\n\n{}\n"})
    void parsesHeadersAndTheBytesOfTheBody(String text) {
        RawRequest.ParsedRequest parts = read(text);
        assertThat(parts.headers().text("webhook-id")).isEqualTo("a");
        assertThat(parts.headers().text("X")).isEqualTo("1: 2");
        assertThat(parts.body()).asString().isEqualTo("{}");
    }

    @Test
    void keepsTheLineEndOfABodyWithoutContentLength() {
        assertThat(read("a: b\n\n{}\n").body()).asString().isEqualTo("{}\n");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> read("")).hasMessage(
                "there is no HTTP request: write the headers, an empty line, and the body");
        assertThatThrownBy(() -> read("a: b\n"))
                .hasMessage("the request has no empty line after its headers, and so no body");
        assertThatThrownBy(() -> read("{\"a\"}")).hasMessage("this is not an HTTP request, because '{\"a\"}' is not a"
                + " header: write the headers, an empty line, and the body");
    }
}
