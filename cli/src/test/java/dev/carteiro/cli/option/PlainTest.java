package dev.carteiro.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTest {
    @Test
    void leavesTextAlone() {
        assertThat(Plain.of("a é 漢 ~ \u00a0")).isEqualTo("a é 漢 ~ \u00a0");
    }

    @Test
    void replacesWhatSteersATerminalOrTurnsTextAround() {
        assertThat(Plain.of("a\u001b[2J\u009b2J\n\t\r\u007f\u202e\u200b\u2028\ufeffb")).isEqualTo("a?[2J?2J????????b");
    }

    @Test
    void shortens() {
        assertThat(Plain.of("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Plain.of("abcdefg", 6)).isEqualTo("abc...");
        assertThat(Plain.of("abcdefg", 1)).isEqualTo("a...");
    }
}
