package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.topic.TopicPlan;
import dev.carteiro.testkit.broker.Broker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** The recorded attempts of one test's dispatchers, and the conditions that they must satisfy at the end. */
final class DispatcherHistory {
    private final Broker broker;
    private final TopicPlan plan;

    DispatcherHistory(Broker broker, TopicPlan plan) {
        this.broker = broker;
        this.plan = plan;
    }

    /** One record of the attempts topic. */
    record AttemptLine(int attempt, String outcome) {
    }

    /** Waits until the group has committed the end of every partition that it reads. */
    void awaitEverythingCommitted(Duration atMost) {
        Awaitility.await().atMost(atMost).pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> assertThat(uncommitted()).isEmpty());
    }

    /** Returns the committed attempts of each delivery, in the order of their numbers. */
    Map<String, List<AttemptLine>> chains() throws Exception {
        Map<String, List<AttemptLine>> chains = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : broker.readAll(plan.names().attempts())) {
            JsonNode attempt = StrictJson.tree(record.value());
            chains.computeIfAbsent(attempt.get("delivery").asText(), id -> new ArrayList<>())
                    .add(new AttemptLine(attempt.get("attempt").asInt(), attempt.get("outcome").asText()));
        }
        chains.values().forEach(chain -> chain.sort((one, other) -> Integer.compare(one.attempt(), other.attempt())));
        return chains;
    }

    /** No delivery is lost or unexpected, no chain forks or skips a number, and each ends with one success. */
    static void requireEachDeliveredOnce(Map<String, List<AttemptLine>> chains, Set<String> expected) {
        assertThat(chains.keySet()).isEqualTo(expected);
        Map<String, List<AttemptLine>> wrong = new TreeMap<>(chains);
        wrong.values().removeIf(DispatcherHistory::isOneChain);
        assertThat(wrong).as("chains that fork, skip a number, or do not end with one success").isEmpty();
    }

    private static boolean isOneChain(List<AttemptLine> chain) {
        return IntStream.range(0, chain.size()).allMatch(i -> {
            String outcome = i == chain.size() - 1 ? "delivered" : "retry";
            return chain.get(i).equals(new AttemptLine(i + 1, outcome));
        });
    }

    private Set<String> uncommitted() throws Exception {
        Map<TopicPartition, OffsetAndMetadata> committed = broker.committedOffsets(plan.names().dispatcherGroup());
        Map<TopicPartition, OffsetSpec> latest = plan.dispatchedTopics().stream().flatMap(
                topic -> IntStream.range(0, plan.partitions()).mapToObj(p -> new TopicPartition(topic, p)))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Set<String> behind = new HashSet<>();
        broker.admin().listOffsets(latest).all().get().forEach((partition, end) -> {
            OffsetAndMetadata offset = committed.get(partition);
            if (offset == null || offset.offset() != end.offset() || !offset.metadata().isEmpty()) {
                behind.add(partition + " ends at " + end.offset() + " but " + offset + " is committed");
            }
        });
        return behind;
    }
}
