package dev.carteiro.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class BrokerCheckTest {
    @Test
    void namesTheBrokerWhoseOffsetMetadataLimitIsTooLow() {
        assertThat(problems("3999")).containsExactly("broker 7 has offset.metadata.max.bytes=3999; use at least"
                + " 4000, for the metadata that dispatchers commit with their offsets");
    }

    @Test
    void acceptsTheDefault() {
        assertThat(problems("4096")).isEmpty();
        assertThat(problems("4000")).isEmpty();
    }

    private static List<String> problems(String bytes) {
        return BrokerCheck.problems(Map.of(new ConfigResource(ConfigResource.Type.BROKER, "7"),
                new Config(List.of(new ConfigEntry("offset.metadata.max.bytes", bytes)))));
    }
}
