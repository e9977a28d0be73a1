package dev.carteiro.dispatcher.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.dispatcher.TestSubscriptions;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.json.InvalidJsonException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The data of each event is {@value #DATA}: white space, a number, an escape and a status that must stay recognizable. */
class EnvelopeTest {
    private static final String DATA = "{ \"n\" : 1.0e2, \"s\":\"\\u0041 \\\" b\", \"status\": \"SIGNING\" }";
    private static final String STRINGIFIED = "{\"n\":100,\"s\":\"A \\\" b\",\"status\":\"SIGNING\"}";
    private static final String TIME = "2025-02-10T15:30:50Z";

    private static final Delivery JSON = SampleEvents.json("{\"id\": \"evt_1\", \"event\": \"person.created\","
            + " \"context\": \"crm\", \"tenant\": \"acme\", \"data\": " + DATA + ", \"timestamp\": \"" + TIME
            + "\", \"more\": [1]}");
    private static final String STRUCTURED_TEXT = "{\"specversion\": \"1.0\", \"id\": \"evt_1\", \"source\": \"/crm\","
            + " \"type\": \"person.created\", \"time\": \"" + TIME + "\", \"rank\": 7, \"data\": " + DATA + "}";
    private static final Delivery STRUCTURED = SampleEvents.structured(STRUCTURED_TEXT);
    private static final Delivery BINARY = SampleEvents
            .binary(Map.of("ce_time", TIME, "ce_rank", "7", "ce_name", "Jo\u00e3o \"%\"",
                    "content-type", "application/json"), DATA);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "standard | {'type':'person.created','timestamp':'@time','data':@data}",
            "twenty | {'event':'person.created','data':@stringified,'timestamp':'@time'}",
            "checkmob | {'evento':'person.created','dados':@data}", "catalisa | @data",
            "titan | {'trigger':'status_change','event':'person.created','status':'SIGNING','data':@data}"})
    void hasTheSameBodyWhateverTheEventCameAs(String profile, String body) throws InvalidJsonException {
        String expected = body.replace('\'', '"').replace("@time", TIME).replace("@data", DATA)
                .replace("@stringified", STRINGIFIED);
        for (Delivery delivery : new Delivery[]{JSON, STRUCTURED, BINARY}) {
            RenderedBody rendered = render(profile, delivery);

            assertThat(text(rendered)).as("%s", delivery.format()).isEqualTo(expected);
            assertThat(rendered.contentType()).isEqualTo("application/json");
            assertThat(rendered.headers()).isEmpty();
        }
    }

    /** CloudEvents' JSON format has base64 for bytes; JSON and text in base64 are sent decoded. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'datacontenttype': 'application/json', 'data_base64': 'eyJuIjogMS41MH0=' | 'datacontenttype':'application/json','data':{'n': 1.50}",
            "'data': null, 'data_base64': 'eyJuIjogMX0=' | 'data':{'n': 1}",
            "'datacontenttype': 'Text/Plain', 'data_base64': 'SsOjbw==' | 'datacontenttype':'Text/Plain','data':'J\u00e3o'",
            "'datacontenttype': 'image/png', 'data_base64': 'AP8=' |", "'data_base64': null, 'data': [ 1 ] |"})
    void aCloudEventsDocumentHasBase64ForBytesOnly(String produced, @Nullable String sent) throws InvalidJsonException {
        String before = "{'specversion': '1.0', 'id': '1', 'source': '/s', 'type': 'a'";
        String document = (before + ", " + produced + "}").replace('\'', '"');
        String expected = sent == null
                ? document
                : (before.replace(" ", "") + "," + sent + "}").replace('\'', '"');

        assertThat(text(render("cloudevents", SampleEvents.structured(document)))).isEqualTo(expected);
        assertThat(text(render("raw", SampleEvents.structured(document)))).isEqualTo(document);
    }

    @Test
    void rawIsTheProducedBytes() throws InvalidJsonException {
        assertThat(render("raw", JSON).body()).isSameAs(JSON.payload());
        assertThat(render("raw", JSON).contentType()).isEqualTo("application/json");
        assertThat(text(render("raw", STRUCTURED))).isEqualTo(STRUCTURED_TEXT);
        assertThat(render("raw", STRUCTURED).contentType()).isEqualTo("application/cloudevents+json");
        assertThat(text(render("raw", BINARY))).isEqualTo(DATA);
        assertThat(render("raw", BINARY).headers()).isEmpty();
        Delivery bytes = SampleEvents.binary(Map.of("content-type", "image/png"), new byte[]{0, -1, 13, 10});
        assertThat(render("raw", bytes).body()).containsExactly(0, -1, 13, 10);
        assertThat(render("raw", bytes).contentType()).isEqualTo("image/png");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"text/plain; v=\u00e9 | application/octet-stream",
            "Text/Plain; charset=utf-8 | Text/Plain; charset=utf-8"})
    void anInvalidContentTypeBecomesOctetStream(String produced, String sent) throws InvalidJsonException {
        Delivery text = SampleEvents.binary(Map.of("content-type", produced), "a");

        assertThat(render("raw", text).contentType()).isEqualTo(sent);
        assertThat(render("cloudevents-binary", text).contentType()).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"text/plain | a \"b\" | \"a \\\"b\\\"\"",
            "Text/Plain | \u00e9 | \"\u00e9\"", "application/octet-stream | \u00e9 | \"w6k=\""})
    void dataOtherThanJsonBecomesAString(String contentType, String produced, String data) throws InvalidJsonException {
        Delivery delivery = SampleEvents.binary(Map.of("content-type", contentType), produced);

        assertThat(text(render("checkmob", delivery)))
                .isEqualTo("{\"evento\":\"person.created\",\"dados\":" + data + "}");
        assertThat(text(render("twenty", delivery))).contains("\"data\":" + data);
        assertThat(text(render("titan", delivery))).contains("\"status\":null,\"data\":" + data);
        assertThat(text(render("grafeno", delivery))).endsWith("\"change\":\"created\",\"data\":" + data + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"status | {'status':'A','x':[{'status':'B'}]} | 'A'",
            "op.status | {'op':{'status':'A'},'status':'B'} | 'A'", "status | {'status':3} | 3",
            "status | {'status':true} | true", "status | {'status':null} | null", "status | {} | null",
            "status | {'status':{'a':1}} | null", "op.status | {'op':['status']} | null",
            "status | {'status':'A','status':'\\u0041\\n\\\\'} | 'A\\n\\\\'",
            "op.status | {'op':{'status':'A'},'op':{}} | null"})
    void titanTellsTheStatusOfTheSubscriptionsField(String field, String data, String status)
            throws InvalidJsonException {
        Delivery delivery = SampleEvents.json(("{'event':'a','data':" + data + "}").replace('\'', '"'));

        assertThat(text(Envelope.render(
                TestSubscriptions.with("titan", "'statusChange': {'field': '" + field + "', 'to': ['A']}"), delivery)))
                .isEqualTo(("{'trigger':'status_change','event':'a','status':" + status + ",'data':" + data + "}")
                        .replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "twenty", "checkmob", "grafeno", "catalisa", "titan", "cloudevents",
            "cloudevents-binary", "raw"})
    void isTheSameOnEveryAttempt(String profile) throws InvalidJsonException {
        for (Delivery delivery : new Delivery[]{JSON, STRUCTURED, BINARY}) {
            RenderedBody first = render(profile, delivery);
            Delivery later = delivery.with(delivery.progress().attempted(java.time.Instant.ofEpochSecond(99)));
            RenderedBody second = render(profile, later);

            assertThat(second.body()).isEqualTo(first.body());
            assertThat(second.contentType()).isEqualTo(first.contentType());
            assertThat(second.headers()).containsExactlyEntriesOf(first.headers());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "standard | {'type':'person.created','timestamp':'@time','data':null}",
            "twenty | {'event':'person.created','data':null,'timestamp':'@time'}",
            "checkmob | {'evento':'person.created','dados':null}", "catalisa | null", "raw | ``",
            "titan | {'trigger':'status_change','event':'person.created','status':null,'data':null}"})
    void anEventMayHaveNoData(String profile, String body) throws InvalidJsonException {
        RenderedBody rendered = render(profile, SampleEvents.binary(Map.of("ce_time", TIME), (byte[]) null));

        assertThat(text(rendered)).isEqualTo(body.replace('\'', '"').replace("@time", TIME));
        assertThat(rendered.contentType()).isEqualTo(profile.equals("raw") ? null : "application/json");
        assertThat(text(render("grafeno", SampleEvents.binary(Map.of(), (byte[]) null))))
                .endsWith("\"change\":\"created\",\"data\":null}");
    }

    @Test
    void noProfileSendsAByteOrderMark() throws InvalidJsonException {
        Delivery[] marked = {SampleEvents.json("\uFEFF{\"event\": \"a\", \"data\": {}}"),
                SampleEvents.structured("\uFEFF" + STRUCTURED_TEXT), SampleEvents.binary(Map.of(), "\uFEFF{}"),
                SampleEvents.binary(Map.of("content-type", "text/plain"), "\uFEFFa")};
        for (Delivery delivery : marked) {
            for (String profile : List.of("standard", "twenty", "checkmob", "grafeno", "catalisa", "titan",
                    "cloudevents",
                    "cloudevents-binary", "raw")) {
                assertThat(text(render(profile, delivery))).as("%s %s", profile, delivery.format())
                        .doesNotContain("\uFEFF");
            }
        }
    }

    private static RenderedBody render(String profile, Delivery delivery) throws InvalidJsonException {
        return Envelope.render(TestSubscriptions.with(profile), delivery);
    }

    private static String text(RenderedBody rendered) {
        return new String(rendered.body(), StandardCharsets.UTF_8);
    }
}
