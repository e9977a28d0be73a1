package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The requests for events that arrive as CloudEvents, also after a retry. */
@ExtendWith(SharedBroker.class)
class EventContentIT {
    private final ScriptedReceiver receiver = ScriptedReceiver.start();

    @TempDir
    private Path state;

    private Broker broker;
    private Pipeline pipeline;

    @BeforeEach
    void start(Broker shared) {
        broker = shared;
        pipeline = new Pipeline(shared.bootstrapServers(), shared.prefix(), state);
        pipeline.startRouter("one");
        pipeline.startDispatcher();
    }

    @AfterEach
    void close() {
        pipeline.close();
        receiver.close();
    }

    @Test
    void anEventWithoutDataIsRetriedAndItsRecordStillNamesItsPosition() {
        receiver.at("/hook").answersInTurn(503, 200);
        subscribe("aws.s3:*", "raw");
        publish("1", null, "content-type", "image/png");

        List<ReceivedRequest> requests = receiver.awaitRequests(2, Pipeline.TIMEOUT);

        assertThat(requests).allSatisfy(request -> {
            assertThat(request.body()).isEmpty();
            assertThat(request.headers().first("content-type")).isEqualTo("image/png");
        });
        List<ConsumerRecord<byte[], byte[]>> retried = Stream.of("200ms", "1s", "5s")
                .flatMap(tier -> broker.readAll(pipeline.names().retry(tier)).stream()).toList();
        assertThat(retried).isNotEmpty().allSatisfy(record -> {
            assertThat(record.value()).isNull();
            assertThat(text(record, "event-topic")).isEqualTo(pipeline.names().events());
            assertThat(text(record, "event-key")).isEqualTo("entity-1");
        });
        assertThat(broker.readAll(pipeline.names().quarantine())).isEmpty();
    }

    @Test
    void textAndJsonArriveUnchanged() {
        receiver.at("/hook").answers(200);
        subscribe("aws.s3:*", "checkmob");
        publish("1", "Jo\u00e3o".getBytes(StandardCharsets.ISO_8859_1), "content-type",
                "text/plain; charset=ISO-8859-1");
        publish("2", bytes("Jo\u00e3o"), "ce_datacontenttype", "Text/Plain");
        publish("3", bytes("\uFEFF{\"n\": 1.50}"), "content-type", "application/json");
        broker.produce(new ProducerRecord<>(pipeline.names().events(), null, bytes("entity-1"),
                bytes("{\"specversion\":"
                        + " \"1.0\", \"id\": \"4\", \"source\": \"/s\", \"type\": \"aws.s3:ObjectCreated\", \"datacontenttype\":"
                        + " \"application/json\", \"data_base64\": \"eyJuIjogMS41MH0=\"}"),
                new RecordHeaders().add("content-type", bytes("application/cloudevents+json"))));

        assertThat(receiver.awaitRequests(4, Pipeline.TIMEOUT)).extracting(ReceivedRequest::bodyText)
                .containsExactlyInAnyOrder("{\"evento\":\"aws.s3:ObjectCreated\",\"dados\":\"Jo\u00e3o\"}",
                        "{\"evento\":\"aws.s3:ObjectCreated\",\"dados\":\"Jo\u00e3o\"}",
                        "{\"evento\":\"aws.s3:ObjectCreated\",\"dados\":{\"n\": 1.50}}",
                        "{\"evento\":\"aws.s3:ObjectCreated\",\"dados\":{\"n\": 1.50}}");
    }

    private void subscribe(String event, String profile) {
        broker.produce(pipeline.names().subscriptions(), "sub", "{\"targetUrl\": \"" + receiver.uri("/hook")
                + "\", \"event\": \"" + event + "\", \"profile\": \"" + profile
                + "\", \"retry\": {\"schedule\": [\"1s\"]}}");
        broker.awaitRecords(pipeline.names().applied(), 1, Pipeline.TIMEOUT);
        FixedWait.millis(500);
    }

    private void publish(String id, byte @Nullable [] value, String header, String content) {
        Headers headers = new RecordHeaders().add("ce_specversion", bytes("1.0")).add("ce_id", bytes(id))
                .add("ce_source", bytes("/s")).add("ce_type", bytes("aws.s3:ObjectCreated")).add(header,
                        bytes(content));
        broker.produce(new ProducerRecord<>(pipeline.names().events(), null, bytes("entity-1"), value, headers));
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
