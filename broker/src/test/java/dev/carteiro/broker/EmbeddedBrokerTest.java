package dev.carteiro.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedBrokerTest {
    @Test
    void committedTransactionsReachAConsumerOfTheNewProtocol(@TempDir Path data) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.at(data))) {
            BrokerTestClients.createTopic(broker, "letters");
            BrokerTestClients.produceTransaction(broker, "letters", "sent", "torn up");

            assertThat(BrokerTestClients.consume(broker, "letters", "readers", 1)).containsExactly("sent");
            assertThat(broker.bootstrapServers()).isEqualTo("localhost:" + broker.port());
        }
    }

    @Test
    void recordsAndOffsetsSurviveARestart(@TempDir Path data) throws Exception {
        try (EmbeddedBroker first = EmbeddedBroker.start(BrokerSettings.at(data))) {
            BrokerTestClients.createTopic(first, "letters");
            BrokerTestClients.produceTransaction(first, "letters", "one", "torn up");
            BrokerTestClients.consume(first, "letters", "readers", 1);
            BrokerTestClients.produceTransaction(first, "letters", "two", "torn up");
        }

        try (EmbeddedBroker second = EmbeddedBroker.start(BrokerSettings.at(data))) {
            assertThat(BrokerTestClients.committed(second, "letters", "readers")).isPositive();
            assertThat(BrokerTestClients.consume(second, "letters", "readers", 1)).containsExactly("two");
        }
    }

    @Test
    void doesNotCreateTopicsAutomatically(@TempDir Path data) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.at(data));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            var described = admin.describeTopics(List.of("nobody-made-me")).allTopicNames();

            assertThat(described.toCompletionStage().toCompletableFuture()).failsWithin(10, TimeUnit.SECONDS)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void closesTwiceAndLeavesNoThread(@TempDir Path data) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.at(data));
        broker.close();
        broker.close();

        assertThat(broker.liveThreads()).isEmpty();
    }

    @Test
    void reportsAFatalFaultOnlyToItsListener(@TempDir(cleanup = CleanupMode.ALWAYS) Path data,
            @TempDir Path healthyData) throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        CompletableFuture<String> healthyTold = new CompletableFuture<>();
        try (EmbeddedBroker healthy = EmbeddedBroker.start(BrokerSettings.at(healthyData), healthyTold::complete);
                EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.at(data), told::complete);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            deleteEverythingIn(data);
            admin.createTopics(Set.of(new NewTopic("letters", 1, (short) 1)));

            assertThat(told.get(30, TimeUnit.SECONDS)).startsWith("the embedded Kafka broker stopped: ")
                    .doesNotContain("\n");
            BrokerTestClients.createTopic(healthy, "letters");
            assertThat(healthyTold).isNotDone();
        }
    }

    private static void deleteEverythingIn(Path directory) throws Exception {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
