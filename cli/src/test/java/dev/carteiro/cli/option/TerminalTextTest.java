package dev.carteiro.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTextTest {
    @Test
    void keepsPrintableText() {
        assertThat(TerminalText.of("a é 漢 ~ \u00a0")).isEqualTo("a é 漢 ~ \u00a0");
    }

    @Test
    void replacesControlCharactersAndChangesOfDirection() {
        assertThat(TerminalText.of("a\u001b[2J\u009b2J\n\t\r\u007f\u202e\u200b\u2028\ufeffb"))
                .isEqualTo("a?[2J?2J????????b");
    }

    @Test
    void shortensLongText() {
        assertThat(TerminalText.of("abcdef", 6)).isEqualTo("abcdef");
        assertThat(TerminalText.of("abcdefg", 6)).isEqualTo("abc...");
        assertThat(TerminalText.of("abcdefg", 1)).isEqualTo("a...");
    }
}
