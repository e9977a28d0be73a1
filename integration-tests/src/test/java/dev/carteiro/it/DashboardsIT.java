package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carteiro.cli.metrics.MeterCatalogue;
import dev.carteiro.runtime.meter.MeterSpec;
import dev.carteiro.testkit.receiver.Behaviours;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import io.micrometer.core.instrument.Meter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tests all expressions of dashboards and alerts against Prometheus, under load with failures. */
class DashboardsIT {
    private static final Logger LOG = LoggerFactory.getLogger(DashboardsIT.class);
    private static final Path DEPLOY = Path.of(System.getProperty("carteiro.root"), "deploy");
    private static final Pattern ADDRESSES = Pattern
            .compile("Kafka (localhost:\\d+), API http://(localhost:\\d+)/.* metrics http://(localhost:\\d+)/");

    /** Prometheus could hold more, but more series would show that some label is unbounded. */
    private static final int MAX_SERIES = 2_000;

    private static final String SECRET_IN_URL = "c2VjcmV0";
    private static final String IN_A_BODY = "aWNoIGJpbg";

    /** Some lines at the start and some of each kind of event, although thousands of attempts fail. */
    private static final int MAX_LINES = 150;

    @TempDir
    private Path directory;

    @Test
    void everyPanelHasATitleAUnitADescriptionAndAnExpression() throws IOException {
        assertThat(Panel.all(DEPLOY.resolve("grafana/dashboards"))).hasSizeGreaterThan(50).allSatisfy(panel -> {
            assertThat(panel.title()).isNotEmpty();
            assertThat(panel.unit()).as("unit of %s", panel).isNotEmpty();
            assertThat(panel.description()).as("description of %s", panel).endsWith(".");
            assertThat(panel.expressions()).as("expressions of %s", panel).isNotEmpty();
        });
    }

    @Test
    void everyExpressionHasAResultUnderLoadWithFailures() throws Exception {
        PrometheusPrograms.require("prometheus");
        try (ScriptedReceiver receiver = ScriptedReceiver.start();
                Processes processes = new Processes(directory, Map.of("CARTEIRO_LOG_FORMAT", "json"))) {
            processes.startReady("up", "--data", directory.resolve("data").toString(), "--kafka-port", "0",
                    "--api-port", "0", "--metrics-port", "0", "--allow-target", "127.0.0.0/8", "--set",
                    "topics.retry-tiers=200ms,1s,5s");
            Matcher at = ADDRESSES.matcher(processes.printed());
            assertThat(at.find()).as(processes.printed()).isTrue();
            try (Prometheus prometheus = Prometheus.start(directory, DEPLOY.resolve("prometheus/rules"), at.group(3));
                    KafkaProducer<String, String> producer = producer(at.group(1))) {
                subscribe(producer, receiver);
                List<String> withoutResult = new ArrayList<>(List.of("no query yet"));
                Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofSeconds(2)).until(() -> {
                    publish(producer);
                    get(at.group(2), "/webhooks/api/v1/openapi.json");
                    withoutResult.clear();
                    withoutResult.addAll(withoutResult(prometheus));
                    LOG.debug("still without a result: {}", withoutResult);
                    return withoutResult.isEmpty();
                });
                assertThat(withoutResult).isEmpty();
                assertMetricsMatchTheCatalogues(get(at.group(3), "/metrics"));
                assertThatTheScrapeIsSmall(prometheus);
                assertThat(get(at.group(3), "/admin/endpoints?top=2&by=failures"))
                        .contains("\"subscription\":\"fails\"",
                                "\"target\":\"http://127.0.0.1:" + receiver.port() + "\"")
                        .doesNotContain(SECRET_IN_URL, "\"subscription\":\"well\"");
                assertThatLogsAreFewAndHoldNoSecret(processes.printed());
            }
        }
    }

    /** Evaluates every panel's expression, and the selectors of each alert: the alerts themselves should not fire. */
    private static List<String> withoutResult(Prometheus prometheus) throws IOException {
        List<String> withoutResult = new ArrayList<>();
        for (Panel panel : Panel.all(DEPLOY.resolve("grafana/dashboards"))) {
            for (String expression : panel.expressions()) {
                if (isEmpty(prometheus.query(expression.replace("$__rate_interval", "30s")))) {
                    withoutResult.add(panel.dashboard() + ", " + panel.title() + ": " + expression);
                }
            }
        }
        for (Alert alert : Alert.all(DEPLOY.resolve("prometheus/rules"))) {
            prometheus.query(alert.expression());
            for (String selector : alert.selectors()) {
                if (isEmpty(prometheus.query(selector))) {
                    withoutResult.add(alert.name() + ": " + selector);
                }
            }
        }
        return withoutResult;
    }

    /** Returns whether there is no series with a number. */
    private static boolean isEmpty(JsonNode result) {
        for (JsonNode series : result) {
            if (!series.path("value").path(1).asText().equals("NaN")) {
                return false;
            }
        }
        return true;
    }

    private static void assertMetricsMatchTheCatalogues(String scrape) {
        Set<String> expected = new TreeSet<>();
        for (MeterCatalogue catalogue : MeterCatalogue.all()) {
            for (MeterSpec meter : catalogue.meters()) {
                expected.add(meter.prometheusName());
                if (meter.type() == Meter.Type.TIMER) {
                    expected.add(meter.prometheusName() + "_max");
                }
            }
        }
        Set<String> scraped = new TreeSet<>();
        Pattern.compile("(?m)^# TYPE (carteiro_\\S+) ").matcher(scrape).results()
                .forEach(type -> scraped.add(type.group(1)));
        assertThat(scraped).isEqualTo(expected);
    }

    private static void assertThatLogsAreFewAndHoldNoSecret(String printed) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : printed.lines().filter(each -> each.startsWith("{")).toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines).anySatisfy(line -> {
            assertThat(line.path("deliveryId").asText()).startsWith("dlv_");
            assertThat(line.path("reason").asText()).isEqualTo("retries-exhausted");
        });
        assertThat(lines).hasSizeLessThan(MAX_LINES);
        assertThat(printed).doesNotContain(SECRET_IN_URL, IN_A_BODY);
    }

    private static void assertThatTheScrapeIsSmall(Prometheus prometheus) {
        double series = number(prometheus.query("max(scrape_samples_scraped)"));
        LOG.warn("a scrape has {} samples and takes {} s", series,
                number(prometheus.query("avg_over_time(scrape_duration_seconds[30s])")));
        assertThat(series).isLessThan(MAX_SERIES);
    }

    private static double number(JsonNode result) {
        return Double.parseDouble(result.path(0).path("value").path(1).asText("NaN"));
    }

    private static KafkaProducer<String, String> producer(String servers) {
        return new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers), new StringSerializer(),
                new StringSerializer());
    }

    /** Creates subscriptions that work, fail, hang, die after one retry, are paused, and are rejected. */
    private static void subscribe(KafkaProducer<String, String> producer, ScriptedReceiver receiver) throws Exception {
        receiver.at("/well").answers(200);
        receiver.at("/fails").answers(500);
        receiver.at("/hangs").behaves(Behaviours.neverAnswer());
        receiver.at("/gives-up").answers(503);
        subscribe(producer, "well", receiver.uri("/well"), "");
        subscribe(producer, "fails", receiver.uri("/fails?token=" + SECRET_IN_URL), "");
        subscribe(producer, "hangs", receiver.uri("/hangs"), ", \"timeout\": \"1s\"");
        subscribe(producer, "gives-up", receiver.uri("/gives-up"), ", \"retry\": {\"schedule\": [\"200ms\"]}");
        subscribe(producer, "paused", receiver.uri("/well"), ", \"state\": \"paused\"");
        producer.send(new ProducerRecord<>("carteiro.subscriptions", "refused", "{}")).get();
    }

    private static void subscribe(KafkaProducer<String, String> producer, String id, URI target, String more)
            throws Exception {
        producer.send(new ProducerRecord<>("carteiro.subscriptions", id,
                "{\"targetUrl\": \"%s\", \"events\": [\"order.*\"]%s}".formatted(target, more))).get();
    }

    private static void publish(KafkaProducer<String, String> producer) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sent.add(producer.send(new ProducerRecord<>("carteiro.events", "order-" + i,
                    "{\"event\": \"order.paid\", \"timestamp\": \"%s\", \"data\": {\"body\": \"%s\"}}"
                            .formatted(Instant.now(), IN_A_BODY))));
        }
        sent.add(producer.send(new ProducerRecord<>("carteiro.events", "odd", "this is no event: " + IN_A_BODY)));
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }

    private static String get(String address, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create("http://" + address + path)).build(),
                    BodyHandlers.ofString()).body();
        }
    }
}
