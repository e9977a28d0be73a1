package dev.carteiro.runtime.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.TopicNames;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedBroker.class)
@Timeout(60)
class SubscriptionViewTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final List<Throwable> fatal = new CopyOnWriteArrayList<>();
    private Broker broker;
    private TopicNames names;
    private @Nullable SubscriptionView view;

    @BeforeEach
    void createTopic(Broker injected) {
        broker = injected;
        names = new TopicNames(broker.prefix());
        broker.createTopic(names.applied(), 1);
    }

    @AfterEach
    void close() {
        if (view != null) {
            view.close();
        }
        assertThat(fatal).isEmpty();
    }

    @Test
    void isCompleteAtOnceIfTheTopicIsEmpty() throws Exception {
        SubscriptionView started = start();
        assertThat(started.isComplete()).isTrue();
        assertThat(started.size()).isZero();
        assertThat(started.find("a", 0)).isInstanceOf(SubscriptionLookup.ViewBehind.class);
    }

    @Test
    void isCompleteOnlyAfterItHasReadExistingRecords() throws Exception {
        broker.produceAll(IntStream.range(0, 1_500)
                .mapToObj(i -> record("s" + i % 500, subscription("https://example.com/" + i))).toList());
        SubscriptionView started = start();
        assertThat(started.size()).isEqualTo(500);
        assertThat(target(started, "s499", 1_499)).isEqualTo("https://example.com/1499");
        assertThat(target(started, "s0", 1_499)).isEqualTo("https://example.com/1000");
    }

    @Test
    void followsUpdatesAndDeletes() throws Exception {
        SubscriptionView started = start();
        long created = put("a", subscription("https://example.com/1"));
        assertThat(awaitTarget(started, "a", created)).isEqualTo("https://example.com/1");
        long updated = put("a", subscription("https://example.com/2"));
        assertThat(awaitTarget(started, "a", updated)).isEqualTo("https://example.com/2");
        long deleted = put("a", null);
        assertThat(await(started, "a", deleted)).isInstanceOf(SubscriptionLookup.DeletedSubscription.class);
        long again = put("a", subscription("https://example.com/3"));
        assertThat(awaitTarget(started, "a", again)).isEqualTo("https://example.com/3");
        assertThat(started.size()).isEqualTo(1);
    }

    @Test
    void comparesARequestedVersionWithWhatItHasRead() throws Exception {
        long version = put("a", subscription("https://example.com/"));
        SubscriptionView started = start();

        assertThat(started.find("a", version)).isInstanceOf(SubscriptionLookup.FoundSubscription.class);
        assertThat(started.find("a", version + 1)).isInstanceOf(SubscriptionLookup.ViewBehind.class);
        assertThat(started.find("unknown", version)).isInstanceOf(SubscriptionLookup.DeletedSubscription.class);
        assertThat(started.find("unknown", version + 1)).isInstanceOf(SubscriptionLookup.ViewBehind.class);
        assertThat(started.find("a", Long.MAX_VALUE)).isInstanceOf(SubscriptionLookup.ViewBehind.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "null", "[]", "5", "\"text\"", "{}", "{\"targetUrl\":5,\"events\":\"x\"}",
            "{\"targetUrl\":\"http://[\",\"events\":[\"*\"]}", "{\"targetUrl\":\"http://[\",\"events\":[null]}",
            "{\"targetUrl\":\"https://example.com/\",\"events\":[\"*\"],\"rateLimit\":\"fast\"}",
            "{\"targetUrl\":\"https://example.com/\",\"events\":[\"*\"],\"statusChange\":[]}",
            "{\"targetUrl\":\"https://example.com/\",\"events\":[\"*\"],\"timeout\":[]}",
            "{\"targetUrl\":\"https://example.com/\",\"events\":[\"*\"],\"secrets\":[{}]}",
            "{\"targetUrl\":\"https://example.com/\",\"events\":[\"*\"],\"retry\":{\"schedule\":[\"x\"]}}"})
    void theLastValidVersionStaysInForce(String garbage) throws Exception {
        put("a", subscription("https://example.com/1"));
        long version = put("a", garbage);
        put(null, "no key");
        long last = put("b", subscription("https://example.com/b"));
        SubscriptionView started = start();

        assertThat(awaitTarget(started, "b", last)).isEqualTo("https://example.com/b");
        assertThat(started.find("a", version)).isInstanceOf(SubscriptionLookup.FoundSubscription.class);
        assertThat(fatal).isEmpty();
    }

    @Test
    void seesOnlyCommittedRecords() throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id",
                broker.name("tx"));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config, new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record("a", subscription("https://example.com/aborted"))).get();
            producer.abortTransaction();
            producer.beginTransaction();
            long version = producer.send(record("b", subscription("https://example.com/b"))).get().offset();
            producer.commitTransaction();

            SubscriptionView started = start();
            assertThat(started.size()).isEqualTo(1);
            assertThat(target(started, "b", version)).isEqualTo("https://example.com/b");

            producer.beginTransaction();
            long open = producer.send(record("c", subscription("https://example.com/c"))).get().offset();
            producer.flush();
            assertThat(started.find("c", open)).isInstanceOf(SubscriptionLookup.ViewBehind.class);
            producer.commitTransaction();
            assertThat(awaitTarget(started, "c", open)).isEqualTo("https://example.com/c");
        }
    }

    @Test
    void closesQuicklyWithoutAFatalError() throws Exception {
        SubscriptionView started = start();
        long began = System.nanoTime();
        started.close();
        started.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    }

    private SubscriptionView start() throws InterruptedException {
        SubscriptionView started = SubscriptionView.start(KafkaAccess.to(broker.bootstrapServers()), names,
                new SubscriptionReader(AllowedTargets.NONE), fatal::add);
        view = started;
        assertThat(started.awaitComplete(TIMEOUT)).isTrue();
        return started;
    }

    private long put(@Nullable String key, @Nullable String value) {
        return broker.produce(names.applied(), key, value).offset();
    }

    private ProducerRecord<byte[], byte[]> record(String key, String value) {
        return new ProducerRecord<>(names.applied(), key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8));
    }

    private static SubscriptionLookup await(SubscriptionView view, String id, long version) {
        return Awaitility.await().atMost(TIMEOUT).until(() -> view.find(id, version),
                lookup -> !(lookup instanceof SubscriptionLookup.ViewBehind));
    }

    private static String awaitTarget(SubscriptionView view, String id, long version) {
        await(view, id, version);
        return target(view, id, version);
    }

    private static String target(SubscriptionView view, String id, long version) {
        return view.find(id,
                version) instanceof SubscriptionLookup.FoundSubscription(Subscription subscription, long at)
                        ? subscription.targetUrl().toString()
                        : "";
    }

    private static String subscription(String url) {
        return "{\"targetUrl\": \"" + url + "\", \"events\": [\"*\"]}";
    }
}
