package dev.carteiro.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.router.routing.EventTopics;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.TopicNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterSettingsTest {
    private static final Map<String, Object> CLIENT = Map.of("bootstrap.servers", "kafka:9092", "sasl.jaas.config",
            "password");

    @Test
    void createsAValidStreamsConfiguration() {
        Properties properties = StreamsProperties.of(settings(1, 50, 1).withInstance("router-0"));
        StreamsConfig config = new StreamsConfig(properties);

        assertThat(config.getString(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("carteiro.router");
        assertThat(config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo("exactly_once_v2");
        assertThat(config.getMainConsumerConfigs("group", "client", 0))
                .containsEntry("group.instance.id", "router-0-0").containsEntry("session.timeout.ms", 10_000)
                .containsEntry("isolation.level", "read_committed").containsEntry("auto.offset.reset", "earliest")
                .containsEntry("sasl.jaas.config", "password");
        assertThat(config.getGlobalConsumerConfigs("client")).containsEntry("isolation.level", "read_committed");
        assertThat(config.getProducerConfigs("client")).containsEntry("acks", "all")
                .containsEntry("transaction.timeout.ms", 15_000).containsEntry("enable.idempotence", true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "0 | 50 | 1 | router threads is 0: use a number from 1 to 64",
            "1 | 0 | 1 | router commit interval (ms) is 0: use a number from 1 to 5000",
            "1 | 50 | 700000 | maximum event size (bytes) is 700000: use a number from 1 to 655360"})
    void namesTheSettingAndWhatIsAccepted(int threads, int commit, int bytes, String message) {
        assertThatThrownBy(() -> settings(threads, commit, bytes)).hasMessage(message);
    }

    @Test
    void rejectsCarteirosOwnTopicsAsEventTopics() {
        RouterSettings settings = settings(1, 50, 1);

        assertThat(settings.withEvents(EventTopics.named("orders", "carteiro.events")).events())
                .isEqualTo(EventTopics.named("orders", "carteiro.events"));
        assertThatThrownBy(() -> settings.withEvents(EventTopics.named("carteiro.deliveries")))
                .hasMessageContaining("'carteiro.deliveries' starts with Carteiro's own prefix 'carteiro.'");
    }

    @Test
    void rejectsMissingBrokersAndInvalidInstanceNames() {
        assertThatThrownBy(() -> RouterSettings.of(TopicNames.DEFAULT, AllowedTargets.NONE, Map.of(), Path.of("x")))
                .hasMessage("bootstrap.servers is missing: use host:port of a Kafka broker");
        assertThatThrownBy(() -> settings(1, 50, 1).withInstance("a b")).hasMessageContaining("'a b' is not valid");
    }

    @Test
    void showsNoPassword() {
        assertThat(settings(1, 50, 1).toString()).doesNotContain("password");
    }

    @Test
    void rejectsLimitsBelowTheLargestDelivery() {
        RouterSettings settings = RouterSettings.of(TopicNames.DEFAULT, AllowedTargets.NONE, CLIENT, Path.of("state"));
        assertThatThrownBy(() -> settings.withMaxTransactionBytes(2_097_151))
                .hasMessage("maximum transaction size (bytes) is 2097151: use a number from 2097152 to 2147483647");
        assertThatThrownBy(() -> settings.withMaxFanoutBytes(1))
                .hasMessage("maximum fan-out size (bytes) is 1: use a number from 655360 to 9223372036854775807");
    }

    private static RouterSettings settings(int threads, int commitMillis, int maxEventBytes) {
        return new RouterSettings(TopicNames.DEFAULT, EventTopics.named("carteiro.events"), AllowedTargets.NONE, CLIENT,
                null, Path.of("state"), threads, Duration.ofMillis(commitMillis), Duration.ofMillis(10), maxEventBytes,
                RouterSettings.DEFAULT_MAX_TRANSACTION_BYTES, RouterSettings.DEFAULT_MAX_FANOUT_BYTES);
    }
}
