package dev.carteiro.api.jsonapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LenientJsonTest {
    private static String read(String text) {
        return LenientJson.read(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{a: 1}|{\"a\":1}", "{\"a\": 1,}|{\"a\":1}", "[1, 2,]|[1,2]",
            "{a: {b: [1,],},}|{\"a\":{\"b\":[1]}}", "{\"a\": 1.25}|{\"a\":1.25}",
            "{\"\\u00e9\": \"\\ud83d\\ude00\"}|{\"\u00e9\":\"\ud83d\ude00\"}"})
    void unquotedNamesAndTrailingCommasBecomeStrictJson(String lenient, String strict) {
        assertThat(read(lenient)).isEqualTo(strict);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{a: 1", "{'a': 1}", "{\"a\": 'b'}", "{a: b}", "{a: NaN}", "{a: Infinity}",
            "{a: +1}", "{a: .5}", "{a: 1.}", "{a: 01}", "{a: 0x1}", "// c\n{a: 1}", "{a: 1 /* c */}", "{a: 1} {}",
            "{a: 1},", "[,]", "[1,,2]", "{,}", "{a: 1,,}", "{a: 1, a: 2}", "{\"a\": 1, a: 2}", "{a = 1}", "{a: tru}",
            "{a: \"\\x\"}", "{a: \"tab\there\"}", "{a: \"\\ud800\"}", "{\"\\udc00\": 1}", "{a: \"\\ude00\\ud83d\"}",
            "{a: 1e99999999999}", "\uFEFF{a: 1}", "{a b: 1}"})
    void otherInvalidJsonIsRejected(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(ApiException.class,
                exception -> assertThat(exception.status()).isEqualTo(400));
    }

    @Test
    void aByteOrderMarkIsNamed() {
        assertThatThrownBy(() -> read("\uFEFF{a: 1}")).isInstanceOfSatisfying(ApiException.class,
                exception -> assertThat(exception.errors().getFirst().detail())
                        .isEqualTo("the body begins with a byte order mark: leave it out"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7b2261223a22ff227d", "7b2261223a22c080227d", "7b2261223a22eda080227d", "feff007b007d",
            "7b00", "7b2261223a22f4908080227d"})
    void invalidUtf8IsRejected(String hex) {
        assertThatThrownBy(() -> LenientJson.read(HexFormat.of().parseHex(hex))).isInstanceOf(ApiException.class);
    }

    @Test
    void nestingIsBounded() {
        assertThat(read("[".repeat(100) + "]".repeat(100))).hasSize(200);
        assertThatThrownBy(() -> read("[".repeat(101) + "]".repeat(101))).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> read("[".repeat(30_000))).isInstanceOf(ApiException.class);
    }

    @Test
    void theDetailHasThePositionAndNoParserInternals() {
        assertThatThrownBy(() -> read("{\"a\": 1, \"b\": 'x'}"))
                .hasMessage("names and strings need double quotes: \"...\", not '...' (line 1, column 15)");
    }
}
