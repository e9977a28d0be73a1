package dev.carteiro.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.broker.BrokerSettings;
import dev.carteiro.broker.EmbeddedBroker;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.kafka.TopicAdmin;
import dev.carteiro.runtime.monitor.MonitorServer;
import dev.carteiro.runtime.monitor.MonitorSettings;
import dev.carteiro.runtime.monitor.Readiness;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import dev.carteiro.schemas.topic.TopicPlan;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedBroker.class)
@Timeout(120)
class ClusterWatchTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Readiness readiness = new Readiness(meters);

    @Test
    void isNotReadyWhileATopicIsMissing(Broker broker) throws Exception {
        TopicPlan plan = create(broker.bootstrapServers(), broker.prefix());
        try (ClusterWatch watch = start(broker.bootstrapServers(), plan, ClusterWatch.MAX_SILENCE)) {
            assertThat(watch).isNotNull();
            await("topics", true);
            broker.admin().deleteTopics(List.of(plan.names().held())).all().get(20, TimeUnit.SECONDS);
            await("topics", false);
            broker.createTopic(plan.names().held(), 2);
            await("topics", true);
            assertThat(readiness.parts()).containsEntry("kafka", true);
        }
    }

    @Test
    void isNotReadyButLiveDuringALongOutageOfTheBroker(@TempDir Path directory) throws Exception {
        EmbeddedBroker first = EmbeddedBroker.start(BrokerSettings.at(directory.resolve("kafka")));
        TopicPlan plan = create(first.bootstrapServers(), "carteiro.");
        try (ClusterWatch watch = start(first.bootstrapServers(), plan, Duration.ofSeconds(3));
                MonitorServer monitor = MonitorServer.start(MonitorSettings.at("127.0.0.1", 0), meters, readiness)) {
            assertThat(watch).isNotNull();
            await("kafka", true);
            first.close();
            await("kafka", false);
            assertThat(status(monitor, "/health/ready")).isEqualTo(503);
            assertThat(status(monitor, "/health/live")).isEqualTo(200);
            try (EmbeddedBroker second = EmbeddedBroker.start(
                    BrokerSettings.at(directory.resolve("kafka")).withPort(first.port()))) {
                assertThat(second.port()).isEqualTo(first.port());
                await("kafka", true);
            }
        }
    }

    @Test
    void showsAStagesLagAndOpenTransactions(Broker broker) throws Exception {
        TopicPlan plan = create(broker.bootstrapServers(), broker.prefix());
        String deliveries = plan.names().deliveries();
        try (ClusterWatch watch = start(broker.bootstrapServers(), plan, ClusterWatch.MAX_SILENCE);
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers(),
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG, broker.name("open")),
                        new StringSerializer(), new StringSerializer())) {
            assertThat(watch).isNotNull();
            broker.produce(deliveries, "a", "one");
            broker.produce(deliveries, "b", "two");
            Awaitility.await().atMost(TIMEOUT).until(() -> gauge(WatchMeter.LAG_RECORDS, "dispatcher") == 2);
            Awaitility.await().atMost(TIMEOUT).until(() -> gauge(WatchMeter.LAG_SECONDS, "dispatcher") > 0);
            assertThat(gauge(WatchMeter.OPEN_TRANSACTION_SECONDS, "dispatcher")).isZero();
            assertThat(gauge(WatchMeter.LAG_RECORDS, "retry.1s")).isZero();

            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(deliveries, "c", "three")).get();
            Awaitility.await().atMost(TIMEOUT)
                    .until(() -> gauge(WatchMeter.OPEN_TRANSACTION_SECONDS, "dispatcher") > 0);
            assertThat(gauge(WatchMeter.LAG_RECORDS, "dispatcher")).as("readable").isEqualTo(2);
            producer.abortTransaction();
            Awaitility.await().atMost(TIMEOUT)
                    .until(() -> gauge(WatchMeter.OPEN_TRANSACTION_SECONDS, "dispatcher") == 0);
        }
    }

    /** A router that is stuck in its first record has committed nothing, but is behind. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPartitionWithoutACommitIsBehindFromItsFirstRecord(boolean isNamed, Broker broker) throws Exception {
        TopicPlan plan = create(broker.bootstrapServers(), broker.prefix());
        String orders = broker.name("orders");
        broker.createTopic(orders, 2);
        EventSources sources = isNamed
                ? EventSources.named(List.of(orders))
                : EventSources.matching(Pattern.compile(Pattern.quote(orders)));
        try (ClusterWatch watch = ClusterWatch.start(KafkaAccess.to(broker.bootstrapServers()), plan, sources,
                readiness, meters, ClusterWatch.MAX_SILENCE, CHECK_INTERVAL)) {
            assertThat(watch).isNotNull();
            Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
            for (int i = 0; i < 3; i++) {
                RecordMetadata event = broker.produce(orders, "key" + i, "event " + i);
                read.put(new TopicPartition(orders, event.partition()), new OffsetAndMetadata(event.offset() + 1));
            }
            broker.produce(plan.names().events(), "key", "of a topic that this router does not read");
            broker.produce(plan.names().subscriptions(), "id", "subscription");

            Awaitility.await().atMost(TIMEOUT).until(() -> gauge(WatchMeter.LAG_RECORDS, "router") == 3);
            Awaitility.await().atMost(TIMEOUT).until(() -> gauge(WatchMeter.LAG_SECONDS, "router") > 0);
            assertThat(gauge(WatchMeter.LAG_RECORDS, "registrar")).isEqualTo(1);

            broker.admin().alterConsumerGroupOffsets(plan.names().routerGroup(), read).all()
                    .get(20, TimeUnit.SECONDS);
            Awaitility.await().atMost(TIMEOUT).until(() -> gauge(WatchMeter.LAG_RECORDS, "router") == 0);
        }
    }

    private ClusterWatch start(String servers, TopicPlan plan, Duration maxSilence) {
        return ClusterWatch.start(KafkaAccess.to(servers), plan, EventSources.named(List.of()), readiness, meters,
                maxSilence, CHECK_INTERVAL);
    }

    private static int status(MonitorServer monitor, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + monitor.port() + path);
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
        }
    }

    private double gauge(WatchMeter meter, String stage) {
        return meters.get(meter.spec().name()).tag("stage", stage).gauge().value();
    }

    private void await(String part, boolean ready) {
        Awaitility.await().atMost(TIMEOUT)
                .until(() -> readiness.parts().getOrDefault(part, false) == ready);
    }

    private static TopicPlan create(String servers, String prefix) {
        TopicPlan plan = new TopicPlan(new TopicNames(prefix), RetryTiers.parse("1s,5s"), 2);
        try (TopicAdmin admin = new TopicAdmin(KafkaAccess.to(servers))) {
            admin.create(plan, Optional.of((short) 1));
        }
        return plan;
    }
}
