package dev.carteiro.checker.publish;

import dev.carteiro.checker.history.PublishedEvent;
import dev.carteiro.checker.history.PublishedEvent.PublishOutcome;
import dev.carteiro.checker.workload.SeededNumbers;
import dev.carteiro.checker.workload.WorkloadEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes the workload at a steady pace with bursts, and remembers the result for each event. Most events are published without
 * transactions, some in transactions, and some of these are aborted. It publishes on a thread of its own; Kafka's threads store
 * results; any thread may read.
 */
public final class WorkloadPublisher implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(50);
    private static final int MIN_EVENTS_PER_TICK = 5;
    private static final int MAX_EVENTS_PER_TICK = 12;
    private static final int BURST_EVENTS = 300;
    private static final int BURST_ONE_IN = 100;
    private static final int TRANSACTION_ONE_IN = 5;
    private static final int ABORT_ONE_IN = 4;

    /** Ticks without transactions at the start, while there is no fault: some defects need certain events. */
    private static final int PLAIN_TICKS = 20;

    private final Map<String, Object> access;
    private final String topic;
    private final long seed;
    private final Producer<byte[], byte[]> plain;
    private final TransactionalPublisher transactions;
    private final Map<Long, PublishedEvent> known = new ConcurrentHashMap<>();
    private final Thread thread;
    private final AtomicLong count = new AtomicLong();
    private volatile boolean stopping;

    public WorkloadPublisher(String bootstrapServers, String topic, long seed) {
        access = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        this.topic = topic;
        this.seed = seed;
        plain = new KafkaProducer<>(with(Map.of(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 6_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000, ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000,
                ProducerConfig.LINGER_MS_CONFIG, 5)), new ByteArraySerializer(), new ByteArraySerializer());
        transactions = new TransactionalPublisher(
                with(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "checker", ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        4_000, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000)));
        thread = Thread.ofPlatform().name("publisher").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Returns the number of events whose publishing has begun. */
    public long count() {
        return count.get();
    }

    /** Stops publishing, and waits until the result of each event is known or will never be known. */
    public List<PublishedEvent> finish() throws InterruptedException {
        stopping = true;
        thread.join();
        plain.flush();
        Instant now = Instant.now();
        return LongStream.range(0, count.get()).mapToObj(number -> {
            PublishedEvent published = known.get(number);
            return published == null
                    ? new PublishedEvent(WorkloadEvent.of(seed, number), PublishOutcome.UNKNOWN, now)
                    : published;
        }).toList();
    }

    @Override
    public void close() {
        stopping = true;
        plain.close(Duration.ZERO);
        transactions.close();
    }

    private void run() {
        try {
            for (long tick = 0; !stopping; tick++) {
                publish(tick);
                Thread.sleep(TICK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(long tick) {
        long own = SeededNumbers.of(seed, -1 - tick);
        boolean isBurst = tick > PLAIN_TICKS && SeededNumbers.below(BURST_ONE_IN, own, 1) == 0;
        int events = isBurst
                ? BURST_EVENTS
                : MIN_EVENTS_PER_TICK + SeededNumbers.below(MAX_EVENTS_PER_TICK - MIN_EVENTS_PER_TICK, own, 2);
        long first = count.getAndAdd(events);
        List<WorkloadEvent> facts = LongStream.range(first, first + events)
                .mapToObj(number -> WorkloadEvent.of(seed, number)).toList();
        if (tick <= PLAIN_TICKS || isBurst || SeededNumbers.below(TRANSACTION_ONE_IN, own, 3) != 0) {
            facts.forEach(this::publishPlainly);
        } else {
            PublishOutcome fate = transactions.publish(facts.stream().map(this::record).toList(),
                    SeededNumbers.below(ABORT_ONE_IN, own, 4) != 0);
            facts.forEach(fact -> setFate(fact, fate));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback gets the result
    private void publishPlainly(WorkloadEvent fact) {
        try {
            plain.send(record(fact),
                    (at, failure) -> setFate(fact, failure == null ? PublishOutcome.OK : PublishOutcome.UNKNOWN));
        } catch (KafkaException e) {
            setFate(fact, PublishOutcome.UNKNOWN);
        }
    }

    private void setFate(WorkloadEvent fact, PublishOutcome fate) {
        known.put(fact.number(), new PublishedEvent(fact, fate, Instant.now()));
    }

    private ProducerRecord<byte[], byte[]> record(WorkloadEvent fact) {
        return new ProducerRecord<>(topic, fact.key(), fact.json());
    }

    private Map<String, Object> with(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(access);
        all.putAll(own);
        return all;
    }
}
