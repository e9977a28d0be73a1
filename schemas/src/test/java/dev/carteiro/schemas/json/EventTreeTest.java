package dev.carteiro.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTreeTest {
    @ParameterizedTest
    @ValueSource(strings = {"1.50", "-0", "1e5", "123456789012345678901234567890", "1e99999999999", "-0.0", "7",
            "999999999999999999", "-999999999999999999"})
    void keepsNumbersAsWritten(String number) throws InvalidJsonException {
        assertThat(JsonValues.literal(tree("[" + number + "]").path(0))).isEqualTo(number.equals("-0") ? "0" : number);
        assertThat(JsonValues.literal(tree(number))).isEqualTo(number.equals("-0") ? "0" : number);
    }

    @Test
    void buildsTheSameTreeAsJackson() throws InvalidJsonException {
        String json = " {\"a\":[1,{\"b\":null,\"c\":[]},true,false,\"x\\u0041\"],\"\":{},\"a\":[[],2],\"d\":\"\"} ";

        assertThat(tree(json)).hasToString(StrictJson.tree(json.getBytes(StandardCharsets.UTF_8)).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"`` | the value is empty",
            "` ` | the value contains no JSON document",
            "1 2 | unexpected text after the JSON document (line 1, column 3)",
            "[01] | a number must not start with 0: remove the 0, or use a string (line 1, column 2)"})
    void rejectsWhatIsNotOneDocument(String json, String message) {
        assertThatThrownBy(() -> tree(json)).isInstanceOf(InvalidJsonException.class).hasMessageStartingWith(message);
    }

    @Test
    void limitsOnlyTheNesting() throws InvalidJsonException {
        assertThatThrownBy(() -> tree("[".repeat(501) + "]".repeat(501))).isInstanceOf(InvalidJsonException.class);
        assertThat(tree("[".repeat(500) + "]".repeat(500)).isArray()).isTrue();
        String name = "n".repeat(200_000);
        assertThat(tree("{\"" + name + "\":\"" + name + "\"}").path(name).textValue()).isEqualTo(name);
    }

    private static JsonNode tree(String json) throws InvalidJsonException {
        return EventTree.of(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    }
}
