package dev.carteiro.broker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRuntime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Starts a broker on the files of a killed one, which are a copy of a running broker's files. */
@Timeout(120)
class KilledBrokerTest {
    private static final String LOADING = "Scheduling loading of metadata from __consumer_offsets-0";

    private final Logger coordinator = (Logger) LoggerFactory.getLogger(CoordinatorRuntime.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        coordinator.setLevel(Level.INFO);
        coordinator.setAdditive(false);
        coordinator.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        coordinator.detachAppender(lines);
        coordinator.setAdditive(true);
        coordinator.setLevel(null);
    }

    /** Kafka 4.3.1 confuses a second load with a first one that has not ended. */
    @Test
    void loadsGroupsOnce(@TempDir Path data, @TempDir Path left) throws Exception {
        try (EmbeddedBroker first = EmbeddedBroker.start(BrokerSettings.at(data).withInternalPartitions(1))) {
            BrokerTestClients.createTopic(first, "letters");
            BrokerTestClients.produceTransaction(first, "letters", "one", "torn up");
            BrokerTestClients.consume(first, "letters", "readers", 1);
            BrokerTestClients.produceTransaction(first, "letters", "two", "torn up");
            // A commit returns before its marker is in the partition. If the partition were copied without the marker,
            // and later the coordinator's log with the completed commit, the transaction would remain open forever. A
            // kill cannot cause such a state.
            assertThat(BrokerTestClients.consume(first, "letters", "others", 2)).containsExactly("one", "two");
            copy(data, left);
        }
        lines.list.clear();

        try (EmbeddedBroker second = EmbeddedBroker.start(BrokerSettings.at(left).withInternalPartitions(1))) {
            assertThat(BrokerTestClients.consume(second, "letters", "readers", 1)).containsExactly("two");
        }

        assertThat(List.copyOf(lines.list).stream().map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(LOADING))).hasSize(1);
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> found = Files.walk(from)) {
            found.filter(path -> !path.equals(from)).forEach(all::add);
        }
        for (Path path : all) {
            if (!path.endsWith(LockedDataDirectory.LOCK_FILE)) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }
}
