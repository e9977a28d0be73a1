package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.Behaviours;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A dispatcher that may open fewer files than it has requests to send. */
@ExtendWith(SharedBroker.class)
class OpenFilesIT {
    /** Each library is an open file as well; beside those, enough remain for the healthy endpoints. */
    private static final int MAX_FILES = 400;
    private static final int HANGING = 400;
    private static final int HEALTHY = 50;
    private static final String NOTICE = "attempts wait until there are fewer connections";

    private final ScriptedReceiver receiver = ScriptedReceiver.start();

    @TempDir
    private Path directory;

    private Broker broker;
    private Pipeline pipeline;
    private Processes processes;

    @BeforeEach
    void createTopics(Broker shared) {
        broker = shared;
        pipeline = new Pipeline(shared.bootstrapServers(), shared.prefix(), directory);
        processes = new Processes(directory,
                Map.of("CARTEIRO_TOPICS_PREFIX", shared.prefix(), "CARTEIRO_TOPICS_RETRY_TIERS", "200ms,1s,5s"));
    }

    @AfterEach
    void close() {
        processes.close();
        pipeline.close();
        receiver.close();
    }

    /** It reports the limit, defers deliveries without counting an attempt, and continues. */
    @Test
    void deliveriesBeyondTheLimitAreDeferredWithoutAnAttemptAndReportedRarely() throws Exception {
        receiver.at("/hanging").behaves(Behaviours.neverAnswer());
        receiver.at("/healthy").answers(200);
        pipeline.startRouter("one");
        List<ProducerRecord<byte[], byte[]>> subscriptions = new ArrayList<>();
        for (int i = 0; i < HANGING; i++) {
            subscriptions.add(subscription("hanging" + i, "/hanging", "hanging"));
        }
        subscriptions.add(subscription("healthy", "/healthy", "healthy"));
        broker.produceAll(subscriptions);
        broker.awaitRecords(pipeline.names().applied(), HANGING + 1, Pipeline.TIMEOUT);
        FixedWait.millis(500);
        Process dispatcher = processes.startReadyWithOpenFiles(MAX_FILES, "dispatcher", "--bootstrap-servers",
                broker.bootstrapServers(), "--metrics-port", "0", "--allow-target", "127.0.0.0/8");

        publish("hanging", 1);
        Awaitility.await().atMost(Pipeline.TIMEOUT)
                .until(() -> processes.printed().contains(NOTICE));
        publish("healthy", HEALTHY);
        receiver.awaitRequests("/healthy", HEALTHY, Pipeline.TIMEOUT);
        receiver.awaitRequests("/hanging", HANGING, Pipeline.TIMEOUT);

        assertThat(dispatcher.isAlive()).isTrue();
        assertThat(processes.printed()).contains("this process may open " + MAX_FILES + " files")
                .doesNotContain("ERROR");
        assertThat(processes.printed().lines().filter(line -> line.contains(NOTICE))).as("lines, one a minute")
                .hasSizeBetween(1, 3);
        long attempts = new DispatcherHistory(broker, pipeline.plan()).chains().values().stream().mapToInt(List::size)
                .sum();
        assertThat(attempts).as("recorded attempts").isLessThanOrEqualTo(receiver.requests().size());
    }

    private ProducerRecord<byte[], byte[]> subscription(String id, String path, String type) {
        String json = "{\"targetUrl\": \"%s\", \"events\": [\"%s\"], \"timeout\": \"2s\"}".formatted(receiver.uri(path),
                type);
        return new ProducerRecord<>(pipeline.names().subscriptions(), id.getBytes(StandardCharsets.UTF_8),
                json.getBytes(StandardCharsets.UTF_8));
    }

    private void publish(String type, int count) {
        for (int i = 0; i < count; i++) {
            broker.produce(pipeline.names().events(), null,
                    "{\"id\":\"%s_%d\",\"event\":\"%s\",\"data\":{}}".formatted(type, i, type));
        }
    }
}
