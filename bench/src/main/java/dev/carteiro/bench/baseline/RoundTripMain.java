package dev.carteiro.bench.baseline;

import dev.carteiro.bench.load.LoadPacer;
import dev.carteiro.bench.report.Latencies;
import dev.carteiro.cli.logs.LoggingSetup;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The lower bound for latency: from {@code send} in a transaction that is committed at an interval, to a consumer of committed
 * records. Records that wait for a running commit do not count as late, so the bound is strict. Two threads. It prints the result in
 * one line; a signal ends it.
 */
public final class RoundTripMain {
    /** Prefix of the line with the percentiles in microseconds. */
    public static final String RESULT = "round trip:";

    /** Multiple of the measured pace during the warm-up: the compiler counts calls, not seconds. */
    public static final int WARM_UP_PACE = 4;

    private static final int RECORD_BYTES = 600;
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

    private final String topic;
    private final long interval;
    private final Latencies latencies = new Latencies();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile long measuredFrom = Long.MAX_VALUE;
    private long lastCommit = System.nanoTime();

    private RoundTripMain(String topic, Duration interval) {
        this.topic = topic;
        this.interval = interval.toNanos();
    }

    /** @param arguments brokers, topic, milliseconds between commits, records per second, seconds of warm-up, seconds */
    @SuppressWarnings("SystemOut") // the parent process waits for the lines
    public static void main(String[] arguments) throws InterruptedException {
        LoggingSetup.start(false);
        RoundTripMain trip = new RoundTripMain(arguments[1], Duration.ofMillis(Long.parseLong(arguments[2])));
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(arguments[0]);
                Producer<byte[], byte[]> producer = producer(arguments[0])) {
            consumer.subscribe(List.of(trip.topic));
            while (consumer.assignment().isEmpty()) {
                consumer.poll(POLL_TIMEOUT);
            }
            System.out.println("the round trip is ready");
            Thread reader = Thread.ofPlatform().start(() -> trip.read(consumer));
            trip.write(producer, Double.parseDouble(arguments[3]), Duration.ofSeconds(Long.parseLong(arguments[4])),
                    Duration.ofSeconds(Long.parseLong(arguments[5])));
            reader.join();
        }
        System.out.println(RESULT + " " + trip.latencies.percentile(50) + " " + trip.latencies.percentile(99));
        Thread.currentThread().join();
    }

    private void write(Producer<byte[], byte[]> producer, double perSecond, Duration warmUp, Duration measured) {
        producer.initTransactions();
        producer.beginTransaction();
        Runnable one = () -> {
            send(producer);
            commitWhenDue(producer);
        };
        new LoadPacer(perSecond * WARM_UP_PACE).run(warmUp, one);
        measuredFrom = System.nanoTime();
        new LoadPacer(perSecond).run(measured, one);
        producer.commitTransaction();
        over.set(true);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the commit waits for all sends, and fails if one failed
    private void send(Producer<byte[], byte[]> producer) {
        byte[] value = new byte[RECORD_BYTES];
        ByteBuffer.wrap(value).putLong(System.nanoTime());
        producer.send(new ProducerRecord<>(topic, value));
    }

    private void commitWhenDue(Producer<byte[], byte[]> producer) {
        if (System.nanoTime() - lastCommit >= interval) {
            producer.commitTransaction();
            lastCommit = System.nanoTime();
            producer.beginTransaction();
        }
    }

    /** Reads until no record has come for a while after the last send. */
    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        while (true) {
            boolean last = over.get();
            Iterable<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL_TIMEOUT);
            long now = System.nanoTime();
            boolean any = false;
            for (ConsumerRecord<byte[], byte[]> record : records) {
                any = true;
                long sent = ByteBuffer.wrap(record.value()).getLong();
                if (sent >= measuredFrom) {
                    latencies.record((now - sent) / 1_000);
                }
            }
            if (last && !any) {
                return;
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.GROUP_ID_CONFIG, "round-trip-" + ProcessHandle.current().pid(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest", ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Producer<byte[], byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, "round-trip", ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.LINGER_MS_CONFIG, 0), new ByteArraySerializer(), new ByteArraySerializer());
    }
}
