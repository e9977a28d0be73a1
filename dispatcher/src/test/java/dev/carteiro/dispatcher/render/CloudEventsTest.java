package dev.carteiro.dispatcher.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.dispatcher.TestSubscriptions;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.json.InvalidJsonException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventsTest {
    private static final String START = "{\"specversion\":\"1.0\",\"id\":\"evt_1\",\"source\":\"/crm\","
            + "\"type\":\"person.created\",";

    @Test
    void anEventOfTheContractBecomesADocument() throws InvalidJsonException {
        RenderedBody rendered = document(
                SampleEvents.json("{\"id\": \"evt_1\", \"event\": \"person.created\", \"context\":"
                        + " \"crm\", \"tenant\": \"acme\", \"data\": {\"n\": 1.50}, \"timestamp\": \"2025-02-10T15:30:50Z\"}"));

        assertThat(rendered.contentType()).isEqualTo("application/cloudevents+json");
        assertThat(text(rendered)).isEqualTo("{\"specversion\":\"1.0\",\"id\":\"evt_1\",\"source\":\"carteiro.events\","
                + "\"type\":\"person.created\",\"time\":\"2025-02-10T15:30:50Z\",\"context\":\"crm\","
                + "\"tenant\":\"acme\",\"datacontenttype\":\"application/json\",\"data\":{\"n\": 1.50}}");
    }

    @ParameterizedTest
    @CsvSource({"2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z", "2025-02-10t15:30:50z, 2025-02-10T15:30:50Z",
            "2025-02-10T15:30:50.1230+02:00, 2025-02-10T15:30:50.1230+02:00"})
    void theTimeIsRfc3339(String produced, String time) throws InvalidJsonException {
        Delivery delivery = SampleEvents.json("{\"event\":\"a\",\"data\":{},\"timestamp\":\"" + produced + "\"}");

        assertThat(text(document(delivery))).contains("\"time\":\"" + time + "\"");
        assertThat(headers(delivery).headers()).containsEntry("ce-time", time);
        assertThat(headers(SampleEvents.binary(Map.of("ce_time", produced), "{}")).headers()).containsEntry("ce-time",
                time);
        assertThat(headers(structured("'time': '" + produced + "'")).headers()).containsEntry("ce-time", time);
        assertThat(text(document(SampleEvents.binary(Map.of("ce_time", produced), "{}"))))
                .contains("\"time\":\"" + time + "\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "application/json | { \"n\": 1.50 } | \"data\":{ \"n\": 1.50 }",
            "application/vnd.x+json; v=1 | [1] | \"data\":[1]", "text/plain | a\"b | \"data\":\"a\\\"b\"",
            "text/xml; charset=UTF-8 | <a>\u00e9</a> | \"data\":\"<a>\u00e9</a>\"",
            "text/plain; charset=iso-8859-1 | ab | \"data_base64\":\"YWI=\"",
            "application/xml | <a/> | \"data_base64\":\"PGEvPg==\""})
    void binaryModeBecomesADocument(String contentType, String produced, String data) throws InvalidJsonException {
        RenderedBody rendered = document(
                SampleEvents.binary(Map.of("content-type", contentType, "ce_subject", "s \u00e9",
                        "ce_myext", "7"), produced));

        assertThat(text(rendered)).isEqualTo(START + "\"myext\":\"7\",\"subject\":\"s \u00e9\",\"datacontenttype\":\""
                + contentType + "\"," + data + "}");
    }

    @Test
    void invalidUtf8LosesNoByte() throws InvalidJsonException {
        byte[] latin1 = {'a', (byte) 0xe9};

        assertThat(text(document(SampleEvents.binary(Map.of("content-type", "text/plain"), latin1))))
                .endsWith("\"data_base64\":\"Yek=\"}");
        assertThat(text(document(SampleEvents.binary(Map.of("content-type", "text/plain"), new byte[0]))))
                .endsWith("\"data\":\"\"}");
    }

    @Test
    void anEventWithoutDataHasNone() throws InvalidJsonException {
        Delivery none = SampleEvents.binary(Map.of(), (byte[]) null);
        Delivery typed = SampleEvents.binary(Map.of("content-type", "image/png"), (byte[]) null);

        assertThat(text(document(none))).isEqualTo(START.replaceFirst(",$", "}"));
        assertThat(text(document(typed))).isEqualTo(START + "\"datacontenttype\":\"image/png\"}");
        assertThat(text(headers(none))).isEmpty();
        assertThat(headers(none).contentType()).isNull();
        assertThat(headers(typed).contentType()).isEqualTo("image/png");
    }

    @Test
    void theAttributeGivesTheTypeIfNoHeaderDoes() throws InvalidJsonException {
        Delivery delivery = SampleEvents.binary(Map.of("ce_datacontenttype", "text/plain"), "a");

        assertThat(text(document(delivery))).isEqualTo(START + "\"datacontenttype\":\"text/plain\",\"data\":\"a\"}");
        assertThat(headers(delivery).contentType()).isEqualTo("text/plain");
    }

    @Test
    void bytesOfADocumentStayBytesUnlessTheyAreJson() throws InvalidJsonException {
        Delivery image = structured("'datacontenttype': 'image/png', 'data_base64': 'AP8='");
        Delivery delivery = structured("'datacontenttype': 'application/json', 'data_base64': 'eyAibiI6IDEuNTAgfQ=='");

        assertThat(document(image).body()).isSameAs(image.payload());
        assertThat(text(document(delivery)))
                .endsWith(",\"datacontenttype\":\"application/json\",\"data\":{ \"n\": 1.50 }}");
        assertThat(text(headers(delivery))).isEqualTo("{ \"n\": 1.50 }");
        assertThat(headers(delivery).contentType()).isEqualTo("application/json");
    }

    @Test
    void withoutAContentTypeNoneIsInvented() throws InvalidJsonException {
        assertThat(text(document(SampleEvents.binary(Map.of(), "{}")))).isEqualTo(START + "\"data\":{}}");
    }

    @Test
    void aDocumentIsSentUnchanged() throws InvalidJsonException {
        Delivery delivery = SampleEvents
                .structured(" {\"data\": {\"n\": 1.50}, \"x\": true, \"type\": \"a\", \"id\": \"1\","
                        + "\"source\": \"/s\", \"specversion\": \"1.0\"}\n");

        assertThat(document(delivery).body()).isSameAs(delivery.payload());
    }

    @Test
    void anEventOfTheContractBecomesHeaders() throws InvalidJsonException {
        RenderedBody rendered = headers(
                SampleEvents.json("{\"id\": \"\u00e9 1\", \"event\": \"person.created\", \"data\":"
                        + " {\"n\": 1.50}, \"timestamp\": \"2025-02-10T15:30:50Z\", \"tenant\": \"acme\"}"));

        assertThat(text(rendered)).isEqualTo("{\"n\": 1.50}");
        assertThat(rendered.contentType()).isEqualTo("application/json");
        assertThat(rendered.headers()).isEqualTo(Map.of("ce-specversion", "1.0", "ce-id", "%C3%A9%201", "ce-source",
                "carteiro.events", "ce-type", "person.created", "ce-time", "2025-02-10T15:30:50Z", "ce-tenant",
                "acme"));
    }

    @Test
    void binaryModeStaysWhatItIs() throws InvalidJsonException {
        Delivery delivery = SampleEvents.binary(Map.of("content-type", "image/png", "ce_name", "Jo\u00e3o \"50%\" ~!",
                "ce_euro", "\u20ac\ud83d\ude00"), new byte[]{0, -1});
        RenderedBody rendered = headers(delivery);

        assertThat(rendered.body()).isSameAs(delivery.payload());
        assertThat(rendered.contentType()).isEqualTo("image/png");
        assertThat(rendered.headers()).containsEntry("ce-name", "Jo%C3%A3o%20%2250%25%22%20~!")
                .containsEntry("ce-euro", "%E2%82%AC%F0%9F%98%80").hasSize(6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'data': { 'n': 1.50 } | application/json | { \"n\": 1.50 }",
            "'data': 'text' | application/json | \"text\"",
            "'datacontenttype': 'text/plain', 'data': 'te\\u0041t' | text/plain | teAt",
            "'datacontenttype': 'text/plain', 'data': {'n': 1} | text/plain | {\"n\": 1}",
            "'datacontenttype': 'image/png', 'data_base64': 'YWI=' | image/png | ab",
            "'datacontenttype': 'image/png' | image/png | ``", "'dataschema': '/x' | `` | ``"})
    void aDocumentBecomesHeadersAndData(String members, String contentType, String body) throws InvalidJsonException {
        RenderedBody rendered = headers(structured(members));

        assertThat(text(rendered)).isEqualTo(body);
        assertThat(rendered.contentType() == null ? "" : rendered.contentType()).isEqualTo(contentType);
    }

    @Test
    void extensionsOfADocumentBecomeHeaders() throws InvalidJsonException {
        assertThat(headers(structured("'n': 7, 'ok': true, 'gone': null, 'not': {'a': 1}, 'nor': [1], 'time':"
                + " '2025-02-10T15:30:50Z'")).headers()).isEqualTo(Map.of("ce-specversion", "1.0", "ce-id", "evt_1",
                        "ce-source", "/crm", "ce-type", "person.created", "ce-n", "7", "ce-ok", "true", "ce-time",
                        "2025-02-10T15:30:50Z"));
    }

    @Test
    void rejectsAttributesThatCannotBeHeaders() {
        assertThatThrownBy(() -> headers(structured("'a b': 'x'")))
                .hasMessage("the name of a CloudEvents attribute cannot be a header's: use a-z and 0-9");
        assertThatThrownBy(() -> headers(structured("'big': '" + "\u20ac".repeat(456) + "'")))
                .hasMessage("the CloudEvents attribute big has a value longer than 4096 bytes");
        String large = "x".repeat(4_000);
        assertThatThrownBy(() -> headers(structured("'a': '" + large + "', 'b': '" + large + "', 'c': '" + large
                + "', 'd': '" + large + "', 'e': '" + large + "'")))
                .hasMessageMatching(
                        "9 CloudEvents attributes with 200\\d\\d bytes do not fit into headers: use at most 64 with 16384 bytes");
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            many.put("ce_x" + i, "1");
        }
        String tooMany = many.keySet().stream().map(name -> "'" + name + "': 1").collect(Collectors.joining(", "));
        assertThatThrownBy(() -> headers(structured(tooMany + ", 'last': 1")))
                .hasMessageStartingWith("65 CloudEvents attributes with ");
        assertThat(SampleEvents.binary(many, "{}"))
                .satisfies(delivery -> assertThat(headers(delivery).headers()).hasSize(64));
    }

    private static Delivery structured(String members) {
        return SampleEvents
                .structured(("{'specversion': '1.0', 'id': 'evt_1', 'source': '/crm', 'type': 'person.created', "
                        + members + "}").replace('\'', '"'));
    }

    private static RenderedBody document(Delivery delivery) throws InvalidJsonException {
        return Envelope.render(TestSubscriptions.with("cloudevents"), delivery);
    }

    private static RenderedBody headers(Delivery delivery) throws InvalidJsonException {
        return Envelope.render(TestSubscriptions.with("cloudevents-binary"), delivery);
    }

    private static String text(RenderedBody rendered) {
        return new String(rendered.body(), StandardCharsets.UTF_8);
    }
}
