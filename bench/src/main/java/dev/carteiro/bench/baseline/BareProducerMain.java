package dev.carteiro.bench.baseline;

import dev.carteiro.bench.load.FanOutSubscriptions;
import dev.carteiro.cli.logs.LoggingSetup;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.delivery.DeliveryCodec;
import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.schemas.delivery.DeliveryProgress;
import dev.carteiro.schemas.event.EventFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The upper bound for a router: a transactional producer that writes the router's records, all created beforehand, with the same
 * commit interval. It does not read, decode or match. One thread; a signal ends it.
 */
public final class BareProducerMain {
    private static final int PREPARED_RECORDS = 20_000;
    private static final String PAYLOAD = "{\"id\":\"evt_1\",\"event\":\"one.1\",\"data\":{\"note\":\""
            + "The quick brown fox jumps over the lazy dog, and the postman looks on. ".repeat(7)
            + "\",\"number\":%d}}";

    private BareProducerMain() {
    }

    /**
     * Waits for a line on standard input before each part.
     *
     * @param arguments brokers, topic, records for each event, milliseconds between commits, and then the number of records in each
     *     part
     */
    @SuppressWarnings("SystemOut") // the parent process waits for the line
    public static void main(String[] arguments) throws InterruptedException, IOException {
        LoggingSetup.start(false);
        int fanOut = Integer.parseInt(arguments[2]);
        long interval = Duration.ofMillis(Long.parseLong(arguments[3])).toNanos();
        ProducerRecord<byte[], byte[]>[] records = records(arguments[1], fanOut);
        try (Producer<byte[], byte[]> producer = producer(arguments[0])) {
            producer.initTransactions();
            System.out.println("the bare producer is ready");
            for (int part = 4; part < arguments.length; part++) {
                if (System.in.read() < 0) {
                    return; // the parent process has ended
                }
                write(producer, records, Long.parseLong(arguments[part]), interval);
            }
        }
        Thread.currentThread().join();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the commit waits for all sends, and fails if one failed
    private static void write(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]>[] records, long total,
            long interval) {
        long written = 0;
        while (written < total) {
            producer.beginTransaction();
            long began = System.nanoTime();
            while (written < total && System.nanoTime() - began < interval) {
                producer.send(records[(int) (written++ % records.length)]);
            }
            producer.commitTransaction();
        }
    }

    /** Uses the Streams producer's acknowledgements and compression, and batches of the best size. */
    private static Producer<byte[], byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, "bare-producer", ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                5_000,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4", ProducerConfig.LINGER_MS_CONFIG, 5,
                ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array, because a list would affect the measurement
    private static ProducerRecord<byte[], byte[]>[] records(String topic, int fanOut) {
        return IntStream.range(0, PREPARED_RECORDS).mapToObj(i -> record(topic, i, i / fanOut))
                .toArray(ProducerRecord[]::new);
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, int number, int event) {
        Instant now = Instant.now();
        String subscription = FanOutSubscriptions.id(number);
        byte[] payload = String.format(PAYLOAD, event).getBytes(StandardCharsets.UTF_8);
        Delivery delivery = new Delivery(new DeliveryId(topic, "evt_" + event).forSubscription(subscription),
                subscription, number, "evt_" + event, "one." + event, topic, null, now.toString(), EventFormat.JSON,
                Map.of(), null, Map.of(), now, DeliveryProgress.NONE, payload);
        return new ProducerRecord<>(topic, null, subscription.getBytes(StandardCharsets.UTF_8), payload,
                DeliveryCodec.headers(delivery));
    }
}
