package dev.carteiro.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SettingsOptionsTest {
    private static List<String> targets(Map<String, String> environment, String... arguments) {
        SettingsOptions options = CommandLine.populateCommand(new SettingsOptions(), arguments);
        return ScopedValue.where(Invocation.CURRENT, new Invocation(environment, null))
                .call(() -> options.loadWithTargets(List.of("127.0.0.0/8", "::1/128")).list("targets.allow"));
    }

    @Test
    void addsTargetsToThoseOfTheSettings() {
        assertThat(targets(Map.of())).containsExactly("127.0.0.0/8", "::1/128");
        assertThat(targets(Map.of("CARTEIRO_TARGETS_ALLOW", "10.1.0.0/16"))).containsExactly("10.1.0.0/16",
                "127.0.0.0/8", "::1/128");
        assertThat(targets(Map.of("CARTEIRO_TARGETS_ALLOW", "10.1.0.0/16"), "--allow-target", "127.0.0.0/8",
                "--allow-target", "10.2.0.0/16")).containsExactly("127.0.0.0/8", "10.2.0.0/16", "::1/128");
    }
}
