package dev.carteiro.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.schemas.json.TopLevelMembers.Member;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopLevelMembersTest {
    @ParameterizedTest
    @ValueSource(strings = {"1.50", "-0", "1e5", "\"a,b\"", "\"\"", "\" } \\\" \"", "\"\u20ac\uD83D\uDE00\"",
            "\"\\u0041\"",
            "null", "true", "{}", "{ \"x\" : [ 1 , 2 ] }", "[]", "[{\"a\":\",\"},\t\"]\"]",
            "123456789012345678901234567890",
            "1e99999999999"})
    void slicesTheValueAsWritten(String value) throws InvalidJsonException {
        for (String form : new String[]{"{\"v\":%s}", " { \"v\" : %s } ", "{\"a\":1,\"v\":%s,\"b\":[2]}",
                "{\"a\":\"\u20ac\",\n\"v\"\r\n:\t%s\n,\"b\":{}}"}) {
            byte[] json = form.formatted(value).getBytes(StandardCharsets.UTF_8);
            Member member = Objects.requireNonNull(TopLevelMembers.scan(json).get("v"));

            assertThat(new String(json, member.start(), member.end() - member.start(), StandardCharsets.UTF_8))
                    .as(form).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"[] | must be a JSON object",
            "1 | must be a JSON object",
            "`` | the value is empty", "` ` | the value contains no JSON document",
            "{\"a\":1,\"a\":2} | duplicate member \"a\" (line 1, column 8)",
            "{\"a\":1,\"\\u0061\":2} | duplicate member \"a\" (line 1, column 8)"})
    void rejectsWhatIsNotOneObject(String json, String message) {
        assertThatThrownBy(() -> TopLevelMembers.scan(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidJsonException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\":1", "{\"a\":1}}", "{\"a\":1} 2", "{\"a\":01}", "{'a':1}", "{\"a\":NaN}",
            "{\"a\":1,}", "{\"a\":\"\n\"}", "\uFEFF[", "{\"a\":tru}", "{\"a\" 1}", "{/**/}"})
    void rejectsInvalidJson(String json) {
        assertThatThrownBy(() -> TopLevelMembers.scan(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidJsonException.class)
                .message().isNotBlank().doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"7b22c3227d, 'byte 2 is not valid UTF-8: save the text as UTF-8 (line 1, column 3)'",
            "7b22eda080223a317d, 'byte 2 is not valid UTF-8: save the text as UTF-8 (line 1, column 3)'",
            "007b007d, 'byte 0 is zero, as in UTF-16: save the text as UTF-8'",
            "7b007d00, 'byte 1 is zero, as in UTF-16: save the text as UTF-8'"})
    void rejectsOtherEncodings(String hex, String message) {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> TopLevelMembers.scan(bytes)).isInstanceOf(InvalidJsonException.class)
                .hasMessage(message);
    }
}
