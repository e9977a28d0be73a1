package dev.carteiro.it.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.it.shell.ProgramRunner;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code docs/api.md} and {@code docs/tokens.md} literally, except for ports and the endpoint's host. */
class ApiGuideIT {
    private static final String ROOT = "/webhooks/api/v1";
    private static final String ENDPOINT = "/meus/callbacks";

    @TempDir
    private static Path directory;

    private static ScriptedReceiver receiver;
    private static ShippedJar carteiro;

    @BeforeAll
    static void start() throws IOException {
        receiver = ScriptedReceiver.start();
        receiver.at(ENDPOINT).answers(500);
        carteiro = ShippedJar.up(directory, "--allow-target", "127.0.0.0/8", "--set",
                "topics.retry-tiers=200ms,1s");
    }

    @AfterAll
    static void stop() {
        carteiro.close();
        receiver.close();
    }

    private static String here(String page) {
        return page.replace("http://localhost:8080", carteiro.api()).replace("https://exemplo.com.br/meus/callbacks",
                receiver.uri(ENDPOINT).toString());
    }

    private static List<String> run(List<DocumentedCommand> examples) throws Exception {
        return new ProgramRunner(directory).outputs(examples.stream().map(DocumentedCommand::command).toList());
    }

    @Test
    void everyCommandGivesTheShownResponse() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/curl")), "curl is not installed");
        List<DocumentedCommand> examples = DocumentedCommand.of("api.md", ApiGuideIT::here);
        assertThat(examples.stream().filter(example -> example.shown() != null)).hasSizeGreaterThan(12);

        List<String> answers = run(examples);

        for (int i = 0; i < examples.size(); i++) {
            DocumentedCommand example = examples.get(i);
            if (example.shown() == null) {
                assertThat(answers.get(i)).as(example.command()).isEmpty();
                continue;
            }
            JsonNode answer = StrictJson.mapper().readTree(answers.get(i));
            assertThat(example.isSatisfiedBy(answer)).as("%s%nprinted %s", example.command(), answer).isTrue();
        }
    }

    @Test
    void printsATokenThatIsAccepted() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/curl")), "curl is not installed");

        List<String> answers = run(DocumentedCommand.of("tokens.md", ApiGuideIT::here));

        assertThat(answers).hasSize(2);
        assertThat(answers.getFirst()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\n");
        assertThat(StrictJson.mapper().readTree(answers.getLast()).path("data").isArray()).isTrue();
    }

    /** Covers every operation and every error that a client can cause. */
    @Test
    void everyKindOfResponseIsAJsonApiDocument() throws Exception {
        JsonApiValidator validator = new JsonApiValidator();
        String missing = validator.install();
        assumeTrue(missing.isEmpty(), missing);
        ApiResponses answers = new ApiResponses(carteiro.api() + ROOT, token("manage"));

        String subscription = live(answers);
        answers.send(204, "DELETE", "/subscriptions/" + subscription, "");
        fail(answers, subscription);

        assertThat(operations()).as("that have succeeded").isEqualTo(templates(answers));
        assertThat(validator.objections(answers.documents())).isEmpty();
        assertThat(validator.objections(Map.of("an error without a list",
                StrictJson.mapper().readTree("{\"errors\": {\"status\": \"400\"}}")))).hasSize(1);
    }

    /** Creates, changes, tests, fails, rotates and redrives. */
    private static String live(ApiResponses answers) throws Exception {
        JsonNode created = answers.send(201, "POST", "/subscriptions", """
                {"data": {"type": "subscriptions", "attributes": {"event": "invoice.sent", "targetUrl": "%s",
                  "retry": {"schedule": ["200ms"]}}}}""".formatted(receiver.uri(ENDPOINT)));
        String id = created.at("/data/id").asText();
        String path = "/subscriptions/" + id;
        answers.send(200, "PATCH", path, """
                {"data": {"type": "subscriptions", "id": "%s", "attributes": {"name": "one"}}}""".formatted(id));
        answers.send(201, "POST", "/subscriptions", """
                {"data": {"type": "subscriptions", "attributes": {"event": "a", "targetUrl": "%s"}}}"""
                .formatted(receiver.uri(ENDPOINT)));
        answers.get(200, "/subscriptions?page%5Bsize%5D=1");
        answers.send(200, "POST", path + "/test", "");
        answers.await(path, "/data/meta/inForce", "true"::equals);
        publish("invoice.sent");
        String letters = "/dead-letters?filter%5Bsubscription%5D=" + id;
        String delivery = answers.await(letters, "/data/0/relationships/delivery/data/id", found -> !found.isEmpty())
                .at("/data/0/relationships/delivery/data/id").asText();
        answers.await("/deliveries/" + delivery, "/data/attributes/state", "dead"::equals);
        answers.get(200, path);
        answers.get(200, path + "/attempts");
        answers.send(200, "POST", path + "/secrets", "");
        answers.send(200, "POST", "/redrives", redrive(id, ", \"dryRun\": true"));
        JsonNode job = answers.send(202, "POST", "/redrives", redrive(id, ""));
        answers.await("/redrives/" + job.at("/data/id").asText(), "/data/attributes/state", "done"::equals);
        return id;
    }

    private static void fail(ApiResponses answers, String gone) throws Exception {
        String path = "/subscriptions/" + gone;
        String none = "{\"data\": {\"type\": \"subscriptions\", \"attributes\": {}}}";
        answers.get(404, path);
        answers.get(404, "/nothing");
        answers.get(404, "/deliveries/dlv_00000000000000000000000000000000");
        answers.get(400, "/subscriptions?colour=red");
        answers.send(400, "POST", "/subscriptions", "{");
        answers.send(400, "POST", "/subscriptions", "{\"data\": []}");
        answers.send(401, "GET", path, "", "Authorization", "Bearer nonsense");
        answers.send(403, "POST", "/subscriptions", none, "Authorization", "Bearer " + token("read"));
        answers.send(405, "PUT", path, none);
        answers.send(406, "GET", "/subscriptions", "", "Accept", "text/html");
        answers.send(409, "POST", "/subscriptions", none.replace("subscriptions", "other"));
        answers.send(413, "POST", "/subscriptions", " ".repeat(100_000));
        answers.send(414, "GET", "/" + "a".repeat(20_000), "");
        answers.send(415, "POST", "/subscriptions", none, "Content-Type", "text/plain");
        answers.send(422, "POST", "/subscriptions", none.replace("{}", "{\"targetUrl\": 1, \"colour\": \"red\"}"));
        answers.send(431, "GET", "/subscriptions", "", "X-Long", "a".repeat(20_000));
        JsonNode other = answers.get(200, "/subscriptions?page%5Bsize%5D=1").at("/data/0/id");
        answers.send(412, "DELETE", "/subscriptions/" + other.asText(), "", "If-Match", "\"0-0\"");
        answers.flood(429, path, 400);
    }

    private static String redrive(String subscription, String more) {
        return "{\"data\": {\"type\": \"redrives\", \"attributes\": {\"filter\": {\"subscription\": \"%s\"}%s}}}"
                .formatted(subscription, more);
    }

    private static void publish(String event) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, carteiro.kafka()), new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("carteiro.events", "k",
                    "{\"event\": \"%s\", \"data\": {\"id\": \"inv-31\"}}".formatted(event))).get();
        }
    }

    private static String token(String scope) throws Exception {
        return new ProgramRunner(directory).outputs(List.of("./carteiro token --scope " + scope + "\n")).getFirst()
                .strip();
    }

    /** Returns the operations in the API's own description, except for the one that returns it. */
    private static Set<String> operations() throws Exception {
        Set<String> operations = new TreeSet<>();
        JsonNode paths = new ApiResponses(carteiro.api() + ROOT, "none").get(200, "/openapi.json").path("paths");
        paths.properties().forEach(path -> path.getValue().fieldNames().forEachRemaining(verb -> {
            if (!verb.equals("parameters") && !path.getKey().equals("/openapi.json")) {
                operations.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }));
        return operations;
    }

    private static Set<String> templates(ApiResponses answers) throws Exception {
        Set<String> templates = new TreeSet<>();
        List<String> operations = new ArrayList<>(operations());
        for (String done : answers.succeeded()) {
            operations.stream().filter(operation -> done.matches(operation.replaceAll("\\{[^}]+}", "[^/]+")))
                    .forEach(templates::add);
        }
        return templates;
    }
}
