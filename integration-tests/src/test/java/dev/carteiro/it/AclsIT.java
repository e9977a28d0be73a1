package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.api.Api;
import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.auth.Scope;
import dev.carteiro.broker.BrokerSettings;
import dev.carteiro.broker.EmbeddedBroker;
import dev.carteiro.cli.Carteiro;
import dev.carteiro.cli.wiring.RoleSettings;
import dev.carteiro.it.RecordingAuthorizer.AuthorizationRequest;
import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.settings.Settings;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each role works with exactly the rights in docs/kafka-acls.md, and needs all of them. */
class AclsIT {
    private static final Path DOCUMENT = Path.of(System.getProperty("carteiro.root"), "docs", "kafka-acls.md");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String TIERS = "200ms,1s";

    @TempDir
    private Path directory;

    private String bootstrapServers = "";

    @Test
    void eachRoleNeedsExactlyItsRights() throws Exception {
        List<AclBinding> rights = AclTable.read(DOCUMENT);
        RecordingAuthorizer.RECORDED.clear();
        try (EmbeddedBroker broker = EmbeddedBroker.start(
                BrokerSettings.at(directory.resolve("kafka")).withInternalPartitions(4).withOthers(guarded()));
                ScriptedReceiver receiver = ScriptedReceiver.start();
                Processes processes = new Processes(directory, Map.of("CARTEIRO_TOPICS_RETRY_TIERS", TIERS,
                        "CARTEIRO_TARGETS_ALLOW", "127.0.0.0/8", "CARTEIRO_ROUTER_MAX_TRANSACTION_BYTES", "2097152"))) {
            bootstrapServers = broker.bootstrapServers();
            try (Admin admin = Admin.create(Map.copyOf(client("admin")))) {
                admin.createAcls(rights).all().get();
            }
            carteiro("topics", "topics", "--partitions", "2", "--replication", "1");
            processes.startReady(role("router"));
            processes.startReady(role("dispatcher"));
            processes.startReady(role("api", "--host", "127.0.0.1", "--api-port", "0", "--data",
                    directory.resolve("api").toString()));

            live(receiver);
        }
        Set<AuthorizationRequest> asked = RecordingAuthorizer.RECORDED;
        List<String> denied = asked.stream().filter(question -> !question.allowed() && question.required())
                .map(AclsIT::text).distinct().sorted().toList();
        List<String> unused = rights.stream()
                .filter(right -> asked.stream().noneMatch(question -> isFor(right, question))).map(AclsIT::text)
                .sorted().toList();
        assertThat(Map.of("denied", denied, "never used", unused))
                .isEqualTo(Map.of("denied", List.of(), "never used", List.of()));
    }

    /** Causes every kind of record. */
    private void live(ScriptedReceiver receiver) throws Exception {
        receiver.at("/ok").answers(200);
        receiver.at("/down").answers(500);
        receiver.at("/gone").answers(410);
        try (KafkaProducer<String, String> people = producer("admin");
                KafkaProducer<String, String> upstream = producer("upstream")) {
            subscribe(people, "ok", receiver.uri("/ok").toString(), "order.*", "active");
            subscribe(people, "down", receiver.uri("/down").toString(), "order.*", "active");
            subscribe(people, "gone", receiver.uri("/gone").toString(), "order.*", "active");
            subscribe(people, "paused", receiver.uri("/resumed").toString(), "order.*", "paused");
            send(people, "carteiro.subscriptions", "bad", "{\"colour\": \"red\"}");
            awaitRecords("carteiro.subscriptions.applied", 4);

            send(upstream, "carteiro.events", null, "{\"event\": \"order.paid\", \"data\": {}}");
            send(upstream, "carteiro.events", null, "not an event");
            send(people, "carteiro.deliveries", "ok", "not a delivery");
            receiver.awaitRequests("/ok", 1, TIMEOUT);
            awaitRecords("carteiro.dead-letters", 2);
            awaitRecords("carteiro.endpoint-status", 1);
            awaitRecords("carteiro.quarantine", 3);
            awaitRecords("carteiro.held", 1);

            receiver.at("/resumed").answers(200);
            subscribe(people, "paused", receiver.uri("/resumed").toString(), "order.*", "active");
            receiver.awaitRequests("/resumed", 1, TIMEOUT);
            receiver.at("/down").answers(200);
            carteiro("admin", "dead-letters", "redrive", "--subscription", "down");
            sendLarge(people, upstream);
            sendCostly(people, upstream);
        }
        subscribeByApi();
    }

    /** Sends an event whose deliveries exceed a transaction. */
    private void sendLarge(KafkaProducer<String, String> people, KafkaProducer<String, String> upstream)
            throws Exception {
        for (int i = 0; i < 6; i++) {
            subscribe(people, "large-" + i, "http://127.0.0.1:9/", "large", "paused");
        }
        awaitRecords("carteiro.subscriptions.applied", 11);
        send(upstream, "carteiro.events", null,
                "{\"event\": \"large\", \"data\": {\"x\": \"" + "x".repeat(500_000) + "\"}}");
        awaitRecords("carteiro.fanout", 2);
    }

    /** Sends as many events as disable a subscription with a costly filter. */
    private void sendCostly(KafkaProducer<String, String> people, KafkaProducer<String, String> upstream)
            throws Exception {
        send(people, "carteiro.subscriptions", "costly", "{\"targetUrl\": \"http://127.0.0.1:9/\","
                + " \"events\": [\"costly\"], \"filter\": {\"data\": {\"n\": [1, 2]}}}");
        awaitRecords("carteiro.subscriptions.applied", 12);
        for (int i = 0; i < SubscriptionIndex.MAX_FAILURES; i++) {
            send(upstream, "carteiro.events", null,
                    "{\"event\": \"costly\", \"data\": {\"n\": [" + "0,".repeat(120_000) + "0]}}");
        }
        awaitRecords("carteiro.endpoint-status", 2);
    }

    /** Runs the API in this process, without authentication: only its rights in Kafka are tested. */
    private void subscribeByApi() throws Exception {
        RoleSettings wiring = new RoleSettings(Settings.load(null, Map.of(), Map.of("topics.retry-tiers", TIERS)),
                new KafkaAccess(client("api")));
        try (Api api = Api.start(wiring.apiSettings("127.0.0.1", 0),
                authorization -> new Caller("anybody", null, EnumSet.allOf(Scope.class)), new SimpleMeterRegistry(),
                failure -> {
                }); HttpClient http = HttpClient.newHttpClient()) {
            assertThat(post(http, api, "/subscriptions", """
                    {"data": {"type": "subscriptions", "attributes":
                      {"targetUrl": "https://example.com/", "events": ["order.*"]}}}""")).isEqualTo(201);
            assertThat(post(http, api, "/subscriptions/ok/test", "")).isEqualTo(200);
            assertThat(post(http, api, "/redrives", """
                    {"data": {"type": "redrives", "attributes":
                      {"filter": {"subscription": "gone"}, "again": true}}}""")).isEqualTo(202);
        }
    }

    /** @return the status */
    private static int post(HttpClient http, Api api, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/webhooks/api/v1" + path));
        request.header("idempotency-key", "of-" + path);
        if (!body.isEmpty()) {
            request.header("content-type", "application/vnd.api+json");
        }
        return http.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString()).statusCode();
    }

    private static void subscribe(KafkaProducer<String, String> people, String id, String url, String events,
            String state) throws Exception {
        send(people, "carteiro.subscriptions", id,
                "{\"targetUrl\": \"%s\", \"events\": [\"%s\"], \"state\": \"%s\", \"retry\": {\"schedule\": [\"1s\"]}}"
                        .formatted(url, events, state));
    }

    private static void send(KafkaProducer<String, String> producer, String topic, @Nullable String key, String value)
            throws Exception {
        producer.send(new ProducerRecord<>(topic, key, value)).get();
    }

    private void awaitRecords(String topic, int count) throws IOException {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(Map.copyOf(client("admin")),
                new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition())).toList());
            consumer.seekToBeginning(consumer.assignment());
            int[] seen = new int[1];
            Awaitility.await().alias(topic).atMost(TIMEOUT)
                    .until(() -> (seen[0] += consumer.poll(Duration.ofMillis(100)).count()) >= count);
        }
    }

    private String[] role(String name, String... more) throws IOException {
        return Stream.concat(Stream.of(name, "--kafka-config", file(name).toString(), "--instance-id", name + "-1",
                "--metrics-port", "0", "--set", "topics.retry-tiers=" + TIERS), Stream.of(more)).toArray(String[]::new);
    }

    private void carteiro(String user, String... arguments) throws IOException {
        String[] all = new String[arguments.length + 4];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--kafka-config";
        all[arguments.length + 1] = file(user).toString();
        all[arguments.length + 2] = "--set";
        all[arguments.length + 3] = "topics.retry-tiers=" + TIERS;
        assertThat(Carteiro.commandLine().execute(all)).isZero();
    }

    private KafkaProducer<String, String> producer(String user) throws IOException {
        return new KafkaProducer<>(Map.copyOf(client(user)), new StringSerializer(), new StringSerializer());
    }

    private Map<String, Object> client(String user) {
        return Map.of("bootstrap.servers", bootstrapServers, "security.protocol", "SASL_PLAINTEXT", "sasl.mechanism",
                "PLAIN", "sasl.jaas.config", login(user) + ";");
    }

    private Path file(String user) throws IOException {
        String lines = client(user).entrySet().stream().map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("\n"));
        return Files.writeString(directory.resolve(user + ".properties"), lines, StandardCharsets.UTF_8);
    }

    /** Configures a broker that identifies its users and gives rights only to the first. */
    private static Map<String, String> guarded() {
        String users = List.of("admin", "topics", "router", "dispatcher", "api", "upstream").stream()
                .map(user -> " user_" + user + "=\"" + user + "\"").collect(Collectors.joining());
        return Map.of("authorizer.class.name", RecordingAuthorizer.class.getName(), "super.users",
                "User:admin;User:ANONYMOUS", "listener.security.protocol.map",
                "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT", "sasl.enabled.mechanisms", "PLAIN",
                "sasl.mechanism.inter.broker.protocol", "PLAIN", "listener.name.clients.plain.sasl.jaas.config",
                login("admin") + users + ";");
    }

    private static String login(String user) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                + user + "\"";
    }

    private static boolean isFor(AclBinding right, AuthorizationRequest question) {
        return right.entry().principal().equals(question.principal()) && question.allowed() && question.required()
                && right.entry().operation() == question.operation()
                && right.pattern().resourceType() == question.type()
                && switch (right.pattern().patternType()) {
                    case PREFIXED -> question.name().startsWith(right.pattern().name());
                    default -> question.name().equals(right.pattern().name());
                };
    }

    private static String text(AclBinding right) {
        return right.entry().principal() + " " + right.entry().operation() + " " + right.pattern().resourceType() + " "
                + right.pattern().name();
    }

    private static String text(AuthorizationRequest question) {
        return question.principal() + " " + question.operation() + " " + question.type() + " " + question.name();
    }
}
