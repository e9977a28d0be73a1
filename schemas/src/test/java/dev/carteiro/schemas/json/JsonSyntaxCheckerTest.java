package dev.carteiro.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSyntaxCheckerTest {
    private static final JsonSyntaxChecker.Rules UNIQUE = new JsonSyntaxChecker.Rules(JsonSyntaxChecker.UNIQUE_NAMES,
            false);

    /** A vertical bar ends the input; a tilde stands for a line break. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"events\": [1, 2]~ \"x\": 1} | expected a comma or } after the value of \"events\" (line 1, column 18)",
            "{\"events\": [1 2]} | expected a comma or ] after entry 1 of \"events\" (line 1, column 15)",
            "[[1, 2] 3] | expected a comma or ] after entry 1 of the array (line 1, column 9)",
            "{\"a\": 1]~ | expected a } for the { in line 1, column 1, not a ] (line 1, column 8)",
            "{\"a\": [1}~ | expected a ] for the [ in line 1, column 7, not a } (line 1, column 9)",
            "{\"a\" 1} | expected a colon after \"a\" (line 1, column 6)",
            "{\"a\"= 1} | expected a colon after \"a\", not = (line 1, column 5)",
            "{\"a\": } | the value of \"a\" is missing (line 1, column 7)",
            "{\"a\": ,} | the value of \"a\" is missing (line 1, column 7)",
            "[1,,2] | expected a value before this comma (line 1, column 4)",
            "{,} | expected a member's name in double quotes, or } (line 1, column 2)",
            "{\"a\": 1,~} | remove the comma before the } (line 1, column 8)",
            "[1, 2, ]~ | remove the comma before the ] (line 1, column 6)",
            "{a: 1} | names and strings need double quotes: \"name\": ... (line 1, column 2)",
            "{'a': 1} | names and strings need double quotes: \"...\", not '...' (line 1, column 2)",
            "{\"a\": 'x'} | names and strings need double quotes: \"...\", not '...' (line 1, column 7)",
            "{\"a\": \u201Cx\u201D} | names and strings need double quotes: \"...\", not typographic ones (line 1, column 7)",
            "{\"a\":\u00A01} | unexpected character U+00A0 outside of a string: remove it, or use double quotes (line 1, column 6)",
            "{\"a\": POST} | names and strings need double quotes: \"POST\" (line 1, column 7)",
            "{\"a\": True} | True is not JSON; did you mean true? (line 1, column 7)",
            "{\"a\": NaN} | NaN is not a number in JSON: use null, or a string (line 1, column 7)",
            "{\"a\": 01} | a number must not start with 0: remove the 0, or use a string (line 1, column 7)",
            "{\"a\": +1} | a number must not start with + (line 1, column 7)",
            "{\"a\": .5} | a number needs a digit before its decimal point, as in 0.5 (line 1, column 7)",
            "{\"a\": 5.} | expected a digit after the decimal point (line 1, column 9)",
            "{\"a\": 5e} | expected a digit in the exponent (line 1, column 9)",
            "{\"a\": -} | expected a digit after the minus sign (line 1, column 8)",
            "{ // x~\"a\": 1} | JSON has no comments: remove this one (line 1, column 3)",
            "# x~{} | JSON has no comments: remove this one (line 1, column 1)",
            "{\"a\": 1 /* x */} | JSON has no comments: remove this one (line 1, column 9)",
            "{\"a\": \"x~} | the string that starts here is not closed on the same line: a \" is missing (line 1, column 7)",
            "{\"a\": \"x | the string that starts here is not closed: a \" is missing (line 1, column 7)",
            "{\"a\": \"C:\\dir\"} | a backslash in a string must be written as \\\\; the escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX (line 1, column 11)",
            "{\"a\": \"\\u00g0\"} | \\u needs four hexadecimal digits, as in \\u00e9 (line 1, column 12)",
            "{\"a\": {~\"b\": 1~ | the text ends, but the { in line 1, column 7 is not closed: a } is missing (line 2, column 7)",
            "[1,~ | the text ends, but the [ in line 1, column 1 is not closed: a ] is missing (line 1, column 4)",
            "{\"a\": {}}~} | unexpected text after the JSON document (line 2, column 1)",
            "{\"a\": 1, \"b\": {\"c\": 1, \"\\u0063\": 2}} | duplicate member \"\\u0063\" (line 1, column 24)",
            "<html> | expected a JSON document (line 1, column 1)",
            "{\"\u00e9\u00e9\" 1} | expected a colon after \"\u00e9\u00e9\" (line 1, column 7)"})
    void explainsTheFaultAndItsPosition(String text, String message) {
        assertThatThrownBy(() -> StrictJson.treeWithoutDuplicates(utf8(text.replace('~', '\n'))))
                .isInstanceOf(InvalidJsonException.class).hasMessage(message);
    }

    @Test
    void namesTheEscapesOfControlCharactersAndTabs() {
        assertThat(fault("[\"a\tb\"]")).hasMessage("a tab in a string must be written as \\t (line 1, column 4)");
        assertThat(fault("[\"\u0001\"]")).hasMessage(
                "a control character in a string must be written as an escape: \\u0001 (line 1, column 3)");
        assertThat(fault("[".repeat(501))).hasMessage(
                "objects and arrays are nested deeper than 500 (line 1, column 501)");
    }

    /** Verifies that a fault is found exactly if Jackson rejects the syntax. */
    @Test
    void agreesWithJackson() {
        Random random = new Random(19);
        String punctuation = "{}[]\",:10-.e \\un\n";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(10); length > 0; length--) {
                text.append(i % 2 == 0
                        ? punctuation.charAt(random.nextInt(punctuation.length()))
                        : (char) (' ' + random.nextInt(95)));
            }
            assertAgrees(text.toString());
            assertAgrees("{\"a\":" + text + "}");
            assertAgrees("[" + text + "]");
        }
    }

    private static void assertAgrees(String text) {
        boolean valid;
        try {
            StrictJson.treeWithoutDuplicates(utf8(text));
            valid = true;
        } catch (InvalidJsonException e) {
            valid = e.getMessage().equals("a number is out of range");
        }
        assertThat(fault(text) == null).as(text).isEqualTo(valid);
    }

    private static @Nullable InvalidJsonException fault(String text) {
        return JsonSyntaxChecker.firstFault(ByteBuffer.wrap(utf8(text)), UNIQUE);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
