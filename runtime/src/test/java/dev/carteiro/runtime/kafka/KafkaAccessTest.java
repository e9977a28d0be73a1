package dev.carteiro.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.runtime.settings.InvalidSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaAccessTest {
    private static final String NO_BROKERS = "no Kafka brokers given: use --bootstrap-servers HOST:PORT,... or"
            + " --kafka-config FILE with a line bootstrap.servers=HOST:PORT,...";

    @TempDir
    private Path directory;

    @Test
    void takesTheBrokersOfTheFile() throws IOException {
        KafkaAccess access = KafkaAccess.of(null, file("bootstrap.servers=a:9092\nsasl.jaas.config=geheim\n"));
        assertThat(access.bootstrapServers()).isEqualTo("a:9092");
        assertThat(access.properties()).containsEntry("sasl.jaas.config", "geheim");
    }

    @Test
    void theFlagOverridesTheFile() throws IOException {
        KafkaAccess access = KafkaAccess.of("b:1", file("bootstrap.servers=a:9092\nclient.rack=r\n"));
        assertThat(access.properties())
                .isEqualTo(Map.<String, Object>of("bootstrap.servers", "b:1", "client.rack", "r"));
    }

    @Test
    void aClientsOwnPropertiesOverrideTheSharedOnes() {
        assertThat(KafkaAccess.to("a:1").with(Map.of("client.id", "x", "bootstrap.servers", "b:1")))
                .isEqualTo(Map.<String, Object>of("client.id", "x", "bootstrap.servers", "b:1"));
    }

    @Test
    void showsNoCredentials() throws IOException {
        assertThat(KafkaAccess.of("a:1,b:2", file("sasl.jaas.config=geheim\n"))).hasToString("Kafka at a:1,b:2");
    }

    @Test
    void reportsMissingBrokers() throws IOException {
        Path file = file("client.rack=r\n");
        assertThatThrownBy(() -> KafkaAccess.of(null, null)).isInstanceOf(InvalidSetting.class).hasMessage(NO_BROKERS);
        assertThatThrownBy(() -> KafkaAccess.of(null, file)).isInstanceOf(InvalidSetting.class).hasMessage(NO_BROKERS);
        assertThatThrownBy(() -> KafkaAccess.of(" ", null)).isInstanceOf(InvalidSetting.class).hasMessage(NO_BROKERS);
    }

    @Test
    void reportsAMissingFile() {
        Path missing = directory.resolve("missing.properties");
        assertThatThrownBy(() -> KafkaAccess.of("a:1", missing)).isInstanceOf(InvalidSetting.class)
                .hasMessage("Kafka configuration file " + missing + " cannot be read: it does not exist");
    }

    @Test
    void reportsADirectoryInsteadOfAFile() {
        assertThatThrownBy(() -> KafkaAccess.of("a:1", directory)).isInstanceOf(InvalidSetting.class)
                .hasMessage("Kafka configuration file " + directory + " cannot be read: Is a directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "host:port", "host:99999999"})
    void reportsInvalidBrokerAddresses(String servers) {
        KafkaAccess access = KafkaAccess.to(servers);
        assertThatThrownBy(() -> {
            try (var admin = access.admin()) {
                throw new AssertionError("made " + admin);
            }
        }).isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("cannot create a Kafka client with these settings: ")
                .hasMessageContaining(servers);
    }

    @Test
    void reportsAPropertyThatKafkaRejects() throws IOException {
        KafkaAccess access = KafkaAccess.of("127.0.0.1:1", file("security.protocol=SSLL\n"));
        assertThatThrownBy(() -> {
            try (var admin = access.admin()) {
                throw new AssertionError("made " + admin);
            }
        }).isInstanceOf(InvalidSetting.class).hasMessageContaining("security.protocol").hasMessageContaining("SSLL");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("kafka.properties"), text);
    }
}
