package dev.carteiro.schemas.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypePatternTest {
    /** Compares random patterns and types with a regular expression in which * stands for one or more characters. */
    @Test
    void agreesWithRegularExpressions() {
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            String text = random(random, "ab.*", 6).replaceAll("\\*+", "*");
            String type = random(random, "ab.", 8);
            Pattern expected = Pattern.compile(Pattern.quote(text).replace("*", "\\E.+\\Q"));

            assertThat(new TypePattern(text).matches(type)).as("%s matches %s", text, type)
                    .isEqualTo(expected.matcher(type).matches());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "a'b", "a\\b", "\u00e9", "a\n"})
    void rejectsInvalidPatterns(String text) {
        assertThatThrownBy(() -> new TypePattern(text)).hasMessageContaining("is not an event type: use 1 to 256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws.s3:ObjectCreated", "io.acme/*", "!#$%&()+,-./:;<=>?@[]^_`{|}~"})
    void acceptsTypesOfOtherSystems(String text) {
        assertThat(new TypePattern(text).matches(text.replace('*', 'x'))).isTrue();
    }

    @Test
    void rejectsConsecutiveAsterisks() {
        assertThatThrownBy(() -> new TypePattern("a**")).hasMessage("'a**' has two consecutive *: use one");
    }

    private static String random(Random random, String alphabet, int most) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(most);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
