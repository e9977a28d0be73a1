package dev.carteiro.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {
    private static final BrokerSettings DEFAULTS = BrokerSettings.at(Path.of("data"));

    @Test
    void makesTheDataDirectoryAbsoluteForMessages() {
        assertThat(DEFAULTS.dataDirectory()).isAbsolute();
    }

    @Test
    void rejectsInvalidPorts() {
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withPort(65_536))
                .withMessage("port 65536 is not a port: use 1 to 65535, or 0 for a free port");
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withPort(-1));
    }

    @Test
    void rejectsANodeWithoutInternalPartitions() {
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withInternalPartitions(0))
                .withMessage("internalPartitions 0 is out of range: use 1 to 1000");
    }
}
