package dev.carteiro.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static boolean coloured(String property, Map<String, String> environment) {
        return Terminal.of(property, environment, () -> false).colours().shown();
    }

    @Test
    void followsTheLaunchersProperty() {
        assertThat(Terminal.of("132", Map.of(), () -> false)).isEqualTo(new Terminal(true, 132, new Colours(true)));
        assertThat(Terminal.of("none", Map.of(), () -> true)).isEqualTo(Terminal.none());
        assertThat(Terminal.of("3", Map.of(), () -> true).width()).isEqualTo(20);
    }

    @Test
    void isDetectedWithoutTheLauncher() {
        assertThat(Terminal.of(null, Map.of("COLUMNS", "100"), () -> true).width()).isEqualTo(100);
        assertThat(Terminal.of(null, Map.of(), () -> true).width()).isEqualTo(80);
        assertThat(Terminal.of(null, Map.of("COLUMNS", "100"), () -> false)).isEqualTo(Terminal.none());
    }

    @Test
    void showsColoursByTheVariables() {
        assertThat(coloured("80", Map.of("NO_COLOR", "1"))).isFalse();
        assertThat(coloured("80", Map.of("NO_COLOR", ""))).isTrue();
        assertThat(coloured("80", Map.of("TERM", "dumb"))).isFalse();
        assertThat(coloured("80", Map.of("CLICOLOR", "0"))).isFalse();
        assertThat(coloured("none", Map.of())).isFalse();
        assertThat(coloured("none", Map.of("CLICOLOR_FORCE", "1"))).isTrue();
        assertThat(coloured("none", Map.of("FORCE_COLOR", "1", "NO_COLOR", "1"))).isFalse();
        assertThat(coloured("none", Map.of("FORCE_COLOR", "0"))).isFalse();
    }
}
