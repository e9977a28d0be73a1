package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.topic.TopicNames;
import dev.carteiro.schemas.wire.WireSize;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Records that are small on the wire and large in memory, in every topic, read by processes with a heap of 512 MiB. */
@ExtendWith(SharedBroker.class)
class OversizeRecordsIT {
    /** Unpacked, these records have 768 MiB; on the wire, a few kilobytes. */
    private static final int OVERSIZE_RECORDS = 12;

    private static final int UNPACKED_BYTES = 64 * 1024 * 1024;

    private static final byte[] ZEROS = new byte[UNPACKED_BYTES];

    private static final List<Header> HEADERS = List.of(new RecordHeader("", null),
            new RecordHeader("ce_a", new byte[0]), new RecordHeader("delivery", new byte[]{1}));

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

    @Test
    void noneEndsAProcessAndEachEventSubscriptionAndDeliveryGivesOneQuarantineRecord() throws Exception {
        receiver.at("/hook").answers(200);
        TopicNames names = pipeline.names();
        Map<String, Integer> expected = new HashMap<>();
        try (Producer<byte[], byte[]> producer = producer()) {
            for (String topic : List.of(names.events(), names.deliveries(), names.subscriptions(),
                    pipeline.plan().tiers().topics(names).getFirst())) {
                expected.put(topic, sendAll(producer, topic));
            }
            for (String topic : List.of(names.applied(), names.endpointStatus(), names.jobs(), names.deadLetters(),
                    names.attempts(), names.held())) {
                sendAll(producer, topic);
            }
        }
        // As if routers had run before: with records in the applied topic but without offsets, the offsets would count as lost.
        broker.admin().alterConsumerGroupOffsets(names.routerGroup(),
                Map.of(new TopicPartition(names.events(), 0), new OffsetAndMetadata(0))).all().get();
        List<Process> started = List.of(start("router", "router-1"), start("dispatcher", "dispatcher-1"), startApi());

        broker.produce(names.subscriptions(), "sub",
                "{\"targetUrl\": \"%s\", \"events\": [\"order.*\"]}".formatted(receiver.uri("/hook")));
        awaitApplied(names);
        broker.produce(names.events(), "entity", "{\"event\": \"order.paid\", \"data\": {}}");

        receiver.awaitRequests(1, Pipeline.TIMEOUT);
        int all = expected.values().stream().mapToInt(Integer::intValue).sum();
        List<ConsumerRecord<byte[], byte[]>> quarantine = broker.awaitRecords(names.quarantine(), all,
                Pipeline.TIMEOUT);
        assertThat(quarantine).hasSize(all).allSatisfy(kept -> assertThat(
                WireSize.of(kept.key(), kept.value(), kept.headers())).isLessThan(1_000_000));
        assertThat(quarantine).filteredOn(kept -> text(kept, "quarantine-detail").contains("bytes when decompressed"))
                .hasSize(4 * OVERSIZE_RECORDS);
        assertThat(quarantine).filteredOn(kept -> text(kept, "quarantine-detail").contains("headers; at most 1000"))
                .hasSize(4 * HEADERS.size());
        expected.forEach((topic, count) -> assertThat(quarantine)
                .filteredOn(kept -> text(kept, "quarantine-topic").equals(topic)).hasSize(count));
        assertThat(started).allMatch(Process::isAlive);
    }

    /** @return the number of sent records */
    private static int sendAll(Producer<byte[], byte[]> producer, String topic) throws Exception {
        byte[] key = "poison".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < OVERSIZE_RECORDS; i++) {
            producer.send(new ProducerRecord<>(topic, 0, key, ZEROS)).get();
        }
        for (Header header : HEADERS) {
            Header[] many = new Header[1_000_000 / WireSize.of(header)];
            Arrays.fill(many, header);
            producer.send(new ProducerRecord<>(topic, 0, key, new byte[]{1}, Arrays.asList(many)))
                    .get();
        }
        return OVERSIZE_RECORDS + HEADERS.size();
    }

    private Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers(),
                        ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd", ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        UNPACKED_BYTES + 4_096, ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * UNPACKED_BYTES + 4_096),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void awaitApplied(TopicNames names) {
        Awaitility.await().atMost(Pipeline.TIMEOUT)
                .until(() -> broker.readAll(names.applied()).stream()
                        .anyMatch(record -> record.key() != null && new String(record.key(), StandardCharsets.UTF_8)
                                .equals("sub")));
        FixedWait.millis(500);
    }

    private Process start(String role, String instance) {
        return processes.startReady(role, "--bootstrap-servers", broker.bootstrapServers(), "--metrics-port", "0",
                "--instance-id", instance, "--allow-target", "127.0.0.0/8");
    }

    private Process startApi() {
        return processes.startReady("api", "--bootstrap-servers", broker.bootstrapServers(), "--metrics-port", "0",
                "--api-port", "0", "--data", directory.resolve("api").toString(), "--allow-target", "127.0.0.0/8");
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = Objects.requireNonNull(record.headers().lastHeader(name), name);
        byte @Nullable [] value = header.value();
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }
}
