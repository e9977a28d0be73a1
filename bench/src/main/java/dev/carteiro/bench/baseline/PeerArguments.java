package dev.carteiro.bench.baseline;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The command line of a comparison program that sends deliveries. Immutable.
 *
 * @param bootstrapServers of the broker
 * @param topic of deliveries
 * @param group the program's own
 * @param receiverPort port to which deliveries are sent
 */
public record PeerArguments(String bootstrapServers, String topic, String group, int receiverPort) {
    static PeerArguments of(String[] arguments) {
        return new PeerArguments(arguments[0], arguments[1], arguments[2], Integer.parseInt(arguments[3]));
    }

    public List<String> arguments() {
        return List.of(bootstrapServers, topic, group, Integer.toString(receiverPort));
    }

    /** Returns the delivery's id, which the receiver counts. */
    static String id(ConsumerRecord<String, byte[]> record) {
        Header id = record.headers().lastHeader("delivery");
        if (id == null) {
            throw new IllegalArgumentException("a record has no delivery id in " + record.topic());
        }
        return new String(id.value(), StandardCharsets.UTF_8);
    }

    /** Creates a consumer of committed records from the beginning, as in the dispatcher. */
    KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.GROUP_ID_CONFIG, group, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false", ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed", ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000), new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
