package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.broker.BrokerSettings;
import dev.carteiro.broker.EmbeddedBroker;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests of following the attempts topic, in a process of its own, because signals and pipes end it. */
@ExtendWith(SharedBroker.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeliveriesTailIT {
    @TempDir
    private Path directory;

    private static String attempt(String subscription, String outcome) {
        return "{\"delivery\":\"dlv_1\",\"subscription\":\"%s\",\"event\":\"person.created\",\"outcome\":\"%s\"}"
                .formatted(subscription, outcome);
    }

    private Process start(String bootstrapServers, String prefix, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
                        System.getProperty("java.class.path"), "dev.carteiro.cli.Carteiro"));
        command.addAll(List.of(CommandRun.with(bootstrapServers, prefix, arguments)));
        return new ProcessBuilder(command).redirectError(directory.resolve("err.txt").toFile()).start();
    }

    @Test
    void showsExistingMatchingAttempts(Broker broker) {
        String topic = broker.createTopic(broker.name("attempts"), 3);
        broker.produce(topic, "crm", attempt("crm", "delivered"));
        broker.produce(topic, "crm", attempt("crm", "dead"));
        broker.produce(topic, "erp", attempt("erp", "dead"));
        broker.produce(topic, "crm", "not JSON");

        CommandRun run = CommandRun.of(broker.bootstrapServers(), broker.prefix(), "deliveries", "tail", "--since",
                "1h", "--no-follow", "--subscription", "crm", "--outcome", "dead,retry", "-o", "json");

        assertThat(run).isEqualTo(new CommandRun(0, List.of(attempt("crm", "dead")), List.of()));
        assertThat(CommandRun.of(broker.bootstrapServers(), broker.prefix(), "deliveries", "tail", "--no-follow", "-o",
                "table").out()).as("from now on").singleElement().asString().startsWith("TIME ");
    }

    @Test
    void reportsAMissingTopic(Broker broker) {
        CommandRun run = CommandRun.of(broker.bootstrapServers(), broker.prefix(), "deliveries", "tail");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).containsExactly("carteiro: topic " + broker.name("attempts")
                + " does not exist: create Carteiro's topics with: carteiro topics");
    }

    @Test
    void followsUntilASignalEndsIt(Broker broker) throws Exception {
        String topic = broker.createTopic(broker.name("attempts"), 3);
        broker.produce(topic, "crm", attempt("crm", "retry"));
        Process tail = start(broker.bootstrapServers(), broker.prefix(), "deliveries", "tail", "--since", "1h");
        try (BufferedReader lines = tail.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo(attempt("crm", "retry"));
            broker.produce(topic, "erp", attempt("erp", "delivered"));
            assertThat(lines.readLine()).isEqualTo(attempt("erp", "delivered"));

            // Not INT: background processes of a shell ignore it, and their children inherit that.
            Processes.signal(tail, "TERM");

            assertThat(tail.waitFor()).isEqualTo(143);
            assertThat(lines.readLine()).isNull();
            assertThat(Files.readString(directory.resolve("err.txt"))).isEmpty();
        } finally {
            tail.destroyForcibly();
        }
    }

    @Test
    void endsWhenItsOutputIsClosed(Broker broker) throws Exception {
        String topic = broker.createTopic(broker.name("attempts"), 1);
        broker.produce(topic, "crm", attempt("crm", "retry"));
        Process tail = start(broker.bootstrapServers(), broker.prefix(), "deliveries", "tail", "--since", "1h");
        try {
            try (BufferedReader lines = tail.inputReader(StandardCharsets.UTF_8)) {
                assertThat(lines.readLine()).isEqualTo(attempt("crm", "retry"));
            }
            while (tail.isAlive()) {
                broker.produce(topic, "crm", attempt("crm", "retry"));
                FixedWait.millis(50);
            }
            assertThat(tail.exitValue()).isZero();
            assertThat(Files.readString(directory.resolve("err.txt"))).isEmpty();
        } finally {
            tail.destroyForcibly();
        }
    }

    @Test
    void continuesAfterAnOutageOfKafka() throws Exception {
        EmbeddedBroker first = EmbeddedBroker.start(BrokerSettings.at(directory.resolve("kafka")));
        assertThat(CommandRun.of(first.bootstrapServers(), null, "topics", "--partitions", "3").err()).isEmpty();
        write(first, "before");
        Process tail = start(first.bootstrapServers(), "carteiro.", "deliveries", "tail", "--since", "1h");
        try (BufferedReader lines = tail.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo(attempt("before", "retry"));
            first.close();
            FixedWait.millis(Duration.ofSeconds(15).toMillis());
            assertThat(tail.isAlive()).isTrue();
            try (EmbeddedBroker second = EmbeddedBroker
                    .start(BrokerSettings.at(directory.resolve("kafka")).withPort(first.port()))) {
                write(second, "after");
                assertThat(lines.readLine()).isEqualTo(attempt("after", "retry"));
            }
        } finally {
            tail.destroyForcibly();
        }
    }

    private static void write(EmbeddedBroker broker, String subscription) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()), new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("carteiro.attempts", subscription, attempt(subscription, "retry")))
                    .get();
        }
    }
}
