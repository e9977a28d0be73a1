package dev.carteiro.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import dev.carteiro.schemas.topic.TopicPlan;
import dev.carteiro.schemas.topic.TopicSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicCheckTest {
    @ParameterizedTest
    @CsvSource({"3, 2", "3, 3", "4, 2", "2, 1", "2, 2", "1, 1"})
    void requiresEnoughCopiesInSyncForAnAcknowledgement(int copies, String inSync) {
        assertThat(TopicCheck.inSync(topic(copies), config(inSync))).isEmpty();
    }

    @Test
    void oneOfThreeIsTooFew() {
        assertThat(TopicCheck.inSync(topic(3), config("1"))).containsExactly("topic carteiro.deliveries has"
                + " min.insync.replicas=1 with 3 copies of a partition, but needs at least 2: kafka-configs --alter"
                + " --entity-type topics --entity-name carteiro.deliveries --add-config min.insync.replicas=2");
    }

    @Test
    void topicsOfThreeCopiesAreCreatedWithTwoInSync() {
        TopicSpec spec = new TopicPlan(TopicNames.DEFAULT, RetryTiers.DEFAULT, 12).all().getFirst();

        assertThat(spec.config(3)).containsEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2")
                .containsAllEntriesOf(spec.config());
        assertThat(spec.config(2)).isEqualTo(spec.config());
        assertThat(spec.config(1)).isEqualTo(spec.config());
    }

    private static TopicDescription topic(int copies) {
        List<Node> brokers = IntStream.range(0, copies).mapToObj(id -> new Node(id, "kafka-" + id, 9092)).toList();
        return new TopicDescription("carteiro.deliveries", false,
                List.of(new TopicPartitionInfo(0, brokers.getFirst(), brokers, brokers)));
    }

    private static Config config(String inSync) {
        return new Config(List.of(new ConfigEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, inSync)));
    }
}
