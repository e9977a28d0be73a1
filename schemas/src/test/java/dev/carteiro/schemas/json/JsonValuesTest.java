package dev.carteiro.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValuesTest {
    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "1.5", "true", "false", "[]", "{}", "[\"x\"]"})
    void readsOnlyStringsAsStrings(String json) throws Exception {
        assertThat(JsonValues.text(tree(json), "otherwise")).isEqualTo("otherwise");
        assertThat(JsonValues.text(tree("{}").path("missing"), "otherwise")).isEqualTo("otherwise");
        assertThat(JsonValues.text(tree("\"null\""), "otherwise")).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"7|7", "7.0|7", "-1|-1", "1e2|100", "\"7\"|99", "null|99", "true|99", "1.5|99",
            "2147483648|99", "1e99999|99", "[7]|99"})
    void readsOnlyWholeNumbersThatFit(String json, int read) throws Exception {
        assertThat(JsonValues.integer(tree(json), 99)).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"2147483648|2147483648", "\"7\"|99", "null|99", "1.5|99",
            "9223372036854775808|99"})
    void readsOnlyLongNumbersThatFit(String json, long read) throws Exception {
        assertThat(JsonValues.number(tree(json), 99)).isEqualTo(read);
    }

    @Test
    void readsOnlyTrueAsTrue() throws Exception {
        assertThat(JsonValues.isTrue(tree("true"))).isTrue();
        for (String json : new String[]{"false", "\"true\"", "1", "null", "[true]"}) {
            assertThat(JsonValues.isTrue(tree(json))).isFalse();
        }
    }

    @Test
    void readsLiteralsAsWritten() throws Exception {
        assertThat(JsonValues.literal(tree("\"3\""))).isEqualTo("3");
        assertThat(JsonValues.literal(tree("3"))).isEqualTo("3");
        assertThat(JsonValues.literal(tree("false"))).isEqualTo("false");
        assertThat(JsonValues.literal(tree("null"))).isNull();
        assertThat(JsonValues.literal(tree("{}"))).isNull();
        assertThat(JsonValues.decimal(tree("1.50"))).isEqualByComparingTo(new BigDecimal("1.5"));
        assertThat(JsonValues.decimal(tree("\"1.50\""))).isNull();
        assertThat(JsonValues.texts(tree("[\"a\", null, 7, \"null\"]"))).containsExactly("a", "null");
        assertThat(JsonValues.texts(tree("\"a\""))).isEmpty();
    }

    @Test
    void detectsHalfASurrogatePair() {
        assertThat(StrictJson.hasUtf8("acme \uD83D\uDE00")).isTrue();
        assertThat(StrictJson.hasUtf8("\uD800")).isFalse();
        assertThat(StrictJson.hasUtf8("a\uDE00\uD83D")).isFalse();
    }

    private static JsonNode tree(String json) throws InvalidJsonException {
        return StrictJson.tree(json.getBytes(StandardCharsets.UTF_8));
    }
}
