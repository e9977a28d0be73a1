package dev.carteiro.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.event.EventDecodingResult.Invalid;
import dev.carteiro.schemas.event.EventDecodingResult.Reason;
import dev.carteiro.schemas.event.EventDecodingResult.Valid;
import dev.carteiro.schemas.json.InvalidJsonException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifies that bytes in binary mode and base64 in structured mode yield the same data. */
class EventDataTest {
    private static final String LATIN_1 = "ISO-8859-1";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", value = {
            "- | UTF-8 | { \"n\": 1.50 } | { \"n\": 1.50 }",
            "application/json | UTF-8 | { \"n\": 1.50 } | { \"n\": 1.50 }",
            "Application/JSON ; v=1 | UTF-8 | [1] | [1]",
            "application/vnd.x+json | UTF-8 | \"Jo\u00e3o\" | \"Jo\u00e3o\"",
            "text/json | UTF-8 | 1 | 1",
            "application/json; charset=ISO-8859-1 | ISO-8859-1 | \"Jo\u00e3o\" | \"Jo\u00e3o\"",
            "application/json; charset=UTF-16 | UTF-16 | \"Jo\u00e3o\" | \"Jo\u00e3o\"",
            "application/json; charset=x-unknown | UTF-8 | \"Jo\u00e3o\" | \"Jo\u00e3o\"",
            "text/plain | UTF-8 | Jo\u00e3o \"x\" | \"Jo\u00e3o \\\"x\\\"\"",
            "Text/Plain | UTF-8 | Jo\u00e3o | \"Jo\u00e3o\"",
            "text/plain; charset=ISO-8859-1 | ISO-8859-1 | Jo\u00e3o | \"Jo\u00e3o\"",
            "text/plain; format=flowed; CharSet=\"iso-8859-1\" | ISO-8859-1 | Jo\u00e3o | \"Jo\u00e3o\"",
            "text/plain; x=\"; charset=utf-16\"; charset=latin1 | ISO-8859-1 | Jo\u00e3o | \"Jo\u00e3o\"",
            "text/csv; charset=UTF-16 | UTF-16 | Jo\u00e3o | \"Jo\u00e3o\"",
            "text/csv; charset=UTF-16LE | UTF-16LE | \uFEFFJo\u00e3o | \"Jo\u00e3o\"",
            "text/plain; charset=windows-1252 | windows-1252 | 5 \u20ac | \"5 \u20ac\"",
            "text/plain | ISO-8859-1 | Jo\u00e3o | \"Sm/jbw==\"",
            "text/plain; charset=x-unknown | UTF-8 | a | \"YQ==\"", "text/plain; charset=UTF-8 | UTF-8 | `` | \"\"",
            "application/xml | UTF-8 | <a/> | \"PGEvPg==\"", "nonsense | UTF-8 | a | \"YQ==\"",
            "image/png | UTF-8 | `` | \"\""})
    void interpretsBytesByTheirContentType(@Nullable String contentType, Charset charset, String data, String json)
            throws InvalidJsonException {
        byte[] bytes = data.getBytes(charset);
        for (Event event : new Event[]{binary(contentType, null, bytes), binary(null, contentType, bytes),
                structured(contentType, "'data_base64': '" + Base64.getEncoder().encodeToString(bytes) + "'")}) {
            EventData decided = EventData.of(event);

            assertThat(StandardCharsets.UTF_8.decode(decided.json().duplicate()).toString()).isEqualTo(json);
            assertThat(decided.body().bytes()).isEqualTo(bytes);
            assertThat(decided.body().contentType()).isEqualTo(contentType);
            JsonNode shown = EventDocument.of(event);
            assertThat(shown.get("data")).as("%s", event.format())
                    .isEqualTo(dev.carteiro.schemas.json.EventTree.of(decided.json()));
            assertThat(shown.path("datacontenttype").textValue()).isEqualTo(contentType);
        }
    }

    @Test
    void prefersTheContentTypeOfTheRecord() throws InvalidJsonException {
        Event event = binary("text/plain", "application/json", new byte[]{'a'});

        assertThat(text(EventData.of(event))).isEqualTo("\"a\"");
        assertThat(EventDocument.of(event).path("datacontenttype").textValue()).isEqualTo("text/plain");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", value = {
            "- | 'data': 'x' | \"x\" | \"x\" | -", "application/json | 'data': 'x' | \"x\" | \"x\" | application/json",
            "text/plain | 'data': 'Jo\\u00e3o' | \"Jo\\u00e3o\" | 4a6fc3a36f | text/plain",
            "text/plain; charset=ISO-8859-1 | 'data': 'Jo\\u00e3o' | \"Jo\\u00e3o\" | 4a6fe36f | text/plain; charset=ISO-8859-1",
            "text/plain; charset=ISO-8859-1 | 'data': '\\u20ac' | \"\\u20ac\" | e282ac | text/plain; charset=utf-8",
            "text/plain; charset=x-unknown | 'data': 'a' | \"a\" | 61 | text/plain; charset=utf-8",
            "application/xml | 'data': '<a/>' | \"<a/>\" | 3c612f3e | application/xml",
            "application/xml | 'data': {'n': 1} | {\"n\": 1} | {\"n\": 1} | application/xml",
            "- | 'data': null | null | null | -", "text/plain | 'data': null | null | null | text/plain",
            "- | 'data': null, 'data_base64': 'e30=' | {} | {} | -",
            "- | 'data': 1, 'data_base64': null | 1 | 1 | -"})
    void usesTheJsonOfADocument(@Nullable String contentType, String members, String json, String body,
            @Nullable String sentType) throws InvalidJsonException {
        EventData data = EventData.of(structured(contentType, members));

        assertThat(text(data)).isEqualTo(json);
        byte[] expected = body.matches("[0-9a-f]{2,}")
                ? HexFormat.of().parseHex(body)
                : body.getBytes(StandardCharsets.UTF_8);
        assertThat(data.body().bytes()).isEqualTo(expected);
        assertThat(data.body().contentType()).isEqualTo(sentType);
        assertThat(data.isAbsent()).isFalse();
    }

    @Test
    void anEventMayHaveNoData() throws InvalidJsonException {
        for (Event event : new Event[]{binary(null, null, null), binary("text/plain", null, null),
                binary("application/json", null, new byte[0]), binary(null, null, new byte[0]),
                structured(null, "'x': 1"), structured("text/plain", "'x': 1"),
                structured("application/json", "'data_base64': ''")}) {
            EventData data = EventData.of(event);

            assertThat(data.isAbsent()).isTrue();
            assertThat(text(data)).isEqualTo("null");
            assertThat(data.body().bytes()).isEmpty();
        }
        assertThat(EventDocument.of(binary(null, null, null)).has("data")).isFalse();
        assertThat(EventDocument.of(structured(null, "'x': 1")).has("data")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'data_base64': '***' | 'data_base64' is not base64: use the alphabet of RFC 4648 section 4, without line breaks",
            "'data_base64': 'YQ' , 'data': 1 | 'data' and 'data_base64' are both present; use only one",
            "'data_base64': 1 | 'data_base64' is a number; it must be a string",
            "'data_base64': 'YQ==' | 'data_base64' does not contain JSON, although data without a 'datacontenttype' must be: names and strings need double quotes: \"a\" (line 1, column 1)",
            "'datacontenttype': 'application/json', 'data_base64': 'AAAAAA==' | 'data_base64' does not contain JSON, although application/json must be: byte 0 is zero, as in UTF-16: save the text as UTF-8",
            "'datacontenttype': 'text/json', 'data_base64': 'e30geA==' | 'data_base64' does not contain JSON, although text/json must be: unexpected text after the JSON document (line 1, column 4)",
            "'datacontenttype': 1 | 'datacontenttype' is a number; it must be a string",
            "'x': '\\udc00' | an attribute contains half a surrogate pair, which is not a character"})
    void rejectsDataThatContradictsItsContentType(String members, String detail) {
        assertThat(EventDecoderTest.decode(document(null, members),
                new RecordHeaders().add("content-type", EventDecoderTest.utf8("application/cloudevents+json"))))
                .isEqualTo(new Invalid(Reason.INVALID_EVENT, detail));
    }

    @Test
    void rendersTextThatCannotBeEncodedAsJson() throws InvalidJsonException {
        EventData data = EventData.of(structured("text/plain", "'data': '\\ud800'"));

        assertThat(text(data)).isEqualTo("\"\\ud800\"");
        org.assertj.core.api.Assertions.assertThatThrownBy(data::body)
                .hasMessage("the data is text with half a surrogate pair, which cannot be encoded");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", value = {"- | {} | {}",
            "application/json | {} | {}", "text/plain | a | a", "text/plain; charset=utf-8 | a | a"})
    void removesAByteOrderMarkFromJsonAndText(@Nullable String contentType, String data, String left) throws Exception {
        byte[] marked = EventDecoderTest.utf8("\uFEFF" + data);

        assertThat(binary(contentType, null, marked).payload()).isEqualTo(EventDecoderTest.utf8(left));
        assertThat(EventData.of(structured(contentType,
                "'data_base64': '" + Base64.getEncoder().encodeToString(marked) + "'")).body().bytes())
                .isEqualTo(EventDecoderTest.utf8(left));
    }

    @Test
    void keepsAByteOrderMarkInOtherData() {
        byte[] marked = EventDecoderTest.utf8("\uFEFFa");

        assertThat(binary("image/png", null, marked).payload()).isSameAs(marked);
        assertThat(binary("text/plain; charset=" + LATIN_1, null, marked).payload()).isSameAs(marked);
    }

    private static Event binary(@Nullable String contentType, @Nullable String attribute, byte @Nullable [] value) {
        RecordHeaders headers = new RecordHeaders();
        Map.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/s", "ce_type", "a.b")
                .forEach((name, text) -> headers.add(name, EventDecoderTest.utf8(text)));
        if (contentType != null) {
            headers.add("content-type", EventDecoderTest.utf8(contentType));
        }
        if (attribute != null) {
            headers.add("ce_datacontenttype", EventDecoderTest.utf8(attribute));
        }
        return event(EventDecoderTest.decode(value, headers));
    }

    private static Event structured(@Nullable String contentType, String members) {
        return event(EventDecoderTest.decode(document(contentType, members), new RecordHeaders().add("content-type",
                EventDecoderTest.utf8("application/cloudevents+json"))));
    }

    private static byte[] document(@Nullable String contentType, String members) {
        String type = contentType == null
                ? ""
                : "\"datacontenttype\": \"" + contentType.replace("\"", "\\\"") + "\", ";
        return EventDecoderTest.utf8(("{'specversion': '1.0', 'id': '1', 'source': '/s', 'type': 'a.b', ".replace('\'',
                '"') + type + members.replace('\'', '"') + "}"));
    }

    private static Event event(EventDecodingResult decoded) {
        assertThat(decoded).isInstanceOf(Valid.class);
        return ((Valid) decoded).event();
    }

    private static String text(EventData data) {
        return StandardCharsets.UTF_8.decode(data.json().duplicate()).toString();
    }
}
