package dev.carteiro.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.event.EventDecodingResult.Invalid;
import dev.carteiro.schemas.event.EventDecodingResult.Reason;
import dev.carteiro.schemas.event.EventDecodingResult.Valid;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.JsonValues;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {
    private static final EventDecoder DECODER = new EventDecoder(1_000);
    private static final String TYPE = "use 1 to 256 printable ASCII characters except space, \" ' \\ and *";

    @Test
    void readsTheContractsEvent() {
        Event event = valid("{'id': 'evt_1', 'event': 'person.created', 'context': 'crm', 'tenant': 'acme',"
                + "'data': {'id': 'abc12345'}, 'timestamp': '2025-02-10T15:30:50Z', 'extra': [1]}",
                new RecordHeaders());

        assertThat(event.source()).isEqualTo("events");
        assertThat(event.id()).isEqualTo("evt_1");
        assertThat(event.type()).isEqualTo("person.created");
        assertThat(event.context()).isEqualTo("crm");
        assertThat(event.tenant()).isEqualTo("acme");
        assertThat(event.time()).isEqualTo("2025-02-10T15:30:50Z");
        assertThat(event.format()).isEqualTo(EventFormat.JSON);
        assertThat(event.attributes()).isEmpty();
    }

    @Test
    void treatsNullAsAbsentAndDerivesIdAndTime() {
        Event event = valid("{'id': null, 'event': 'a', 'tenant': null, 'data': {}, 'timestamp': null}",
                new RecordHeaders());

        assertThat(event.id()).isEqualTo("events-3-17");
        assertThat(event.time()).isEqualTo("1970-01-01T00:00:01.500Z");
        assertThat(event.tenant()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'data': {}} | 'event' is missing; it must be an event type such as person.created",
            "{'event': 'a'} | 'data' is missing; it must be an object",
            "{'event': 'a', 'data': null} | 'data' is null; it must be an object",
            "{'event': 'a', 'data': [1]} | 'data' is an array; it must be an object",
            "{'event': 5, 'data': {}} | 'event' is a number; it must be a string",
            "{'event': 'a b', 'data': {}} | 'event' is not an event type: " + TYPE,
            "{'event': '', 'data': {}} | 'event' is not an event type: " + TYPE,
            "{'event': 'a*', 'data': {}} | 'event' is not an event type: " + TYPE,
            "{'event': 'a\\\\b', 'data': {}} | 'event' is not an event type: " + TYPE,
            "{'event': 'a\\u0027', 'data': {}} | 'event' is not an event type: " + TYPE,
            "{'event': 'a\\u0022', 'data': {}} | 'event' is not an event type: " + TYPE,
            "{'event': 'a\\u007f', 'data': {}} | 'event' is not an event type: " + TYPE,
            "{'event': '\\u00e3', 'data': {}} | 'event' is not an event type: " + TYPE,
            "{'event': 'a', 'data': {}, 'id': '\\ud800'} | 'id' contains half a surrogate pair, which is not a character",
            "{'event': 'a', 'data': {}, 'context': 'x\\udc00'} | 'context' contains half a surrogate pair, which is not a character",
            "{'event': 'a', 'data': {}, 'timestamp': '2025-02-10T15:30Z'} | 'timestamp' is not an RFC 3339 time such as 2025-02-10T15:30:50Z",
            "{'event': 'a', 'data': {}, 'id': ''} | 'id' has 0 characters; use 1 to 256",
            "{'event': 'a', 'data': {}, 'tenant': 'a\\r\\nb'} | 'tenant' contains a control character",
            "{'event': 'a', 'data': {}, 'tenant': '\\ud800'} | 'tenant' contains half a surrogate pair, which is not a character",
            "{'event': 'a', 'data': {}, 'tenant': true} | 'tenant' is a boolean; it must be a string",
            "{'event': 'a', 'data': {}, 'timestamp': 'now'} | 'timestamp' is not an RFC 3339 time such as 2025-02-10T15:30:50Z",
            "{'specversion': '1.0', 'data': {}} | 'event' is missing; a CloudEvents document needs the record header"
                    + " content-type: application/cloudevents+json"})
    void namesTheInvalidMember(String json, String detail) {
        assertThat(decode(json, new RecordHeaders())).isEqualTo(new Invalid(Reason.INVALID_EVENT, detail));
    }

    @Test
    void limitsTheValue() {
        assertThat(DECODER.decode(source(null, new RecordHeaders()))).isEqualTo(
                new Invalid(Reason.NULL_VALUE, "the record has no value; an event must be a JSON document"));
        assertThat(DECODER.decode(source(new byte[1_001], new RecordHeaders())))
                .isEqualTo(new Invalid(Reason.TOO_LARGE, "the event has 1001 bytes; at most 1000 are allowed"));
    }

    @Test
    void presentsACloudEventToFiltersLikeAContractEvent() throws InvalidJsonException {
        Headers headers = new RecordHeaders();
        Map.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/s", "ce_type", "a.b", "ce_time",
                "2025-02-10T15:30:50Z").forEach((name, value) -> headers.add(name, utf8(value)));
        Event event = valid("{'n': 1.50}", headers);

        assertThat(EventDocument.of(event).toString()).contains("\"event\":\"a.b\"", "\"data\":{\"n\":1.50}",
                "\"timestamp\":\"2025-02-10T15:30:50Z\"", "\"source\":\"/s\"");
        assertThat(EventData.of(event).json()).isEqualTo(ByteBuffer.wrap(utf8("{\"n\": 1.50}")));
    }

    /** The cases of the CloudEvents conformance suite's Kafka binding: one event in each content mode. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/cloudevents+json",
            "application/cloudevents+json; charset=utf-8"})
    void decodesTheSameEventInBothContentModes(String contentType) throws InvalidJsonException {
        Map<String, String> attributes = Map.of("specversion", "1.0", "id", "77-88", "type", "com.example.happened",
                "source", "/orders/eu", "time", "2019-05-06T07:08:09Z");
        Headers headers = new RecordHeaders().add("content-type", utf8(contentType));
        String data = "{'greeting': 'hello'}";
        StringBuilder document = new StringBuilder("{'datacontenttype': 'application/json', 'data': " + data);
        attributes.forEach((name, value) -> document.append(", '" + name + "': '" + value + "'"));
        boolean isBinary = contentType.equals("application/json");
        if (isBinary) {
            attributes.forEach((name, value) -> headers.add("ce_" + name, utf8(value)));
        }

        Event event = valid(isBinary ? data : document + "}", headers);

        assertThat(event).extracting(Event::id, Event::type, Event::source, Event::time)
                .containsExactly("77-88", "com.example.happened", "/orders/eu", "2019-05-06T07:08:09Z");
        JsonNode shown = EventDocument.of(event);
        attributes.forEach((name, value) -> assertThat(JsonValues.text(shown.path(name), "")).isEqualTo(value));
        assertThat(JsonValues.text(shown.path("datacontenttype"), "")).isEqualTo("application/json");
        assertThat(shown.path("data").toString()).isEqualTo("{\"greeting\":\"hello\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "application/cloudevents+avro | is not supported: use",
            "application/cloudevents-batch+json | is not supported: use",
            "application/cloudevents+json | 'specversion' must be 1.0"})
    void rejectsUnsupportedCloudEventFormats(String contentType, String detail) {
        EventDecodingResult decoded = decode("{'event': 'a', 'data': {}}",
                new RecordHeaders().add("content-type", utf8(contentType)));

        assertThat(((Invalid) decoded).detail()).contains(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws.s3:ObjectCreated", "io.acme/authentication", "a", "!#$%&()+,-./:;<=>?@[]^_`{|}~"})
    void acceptsTypesOfOtherSystems(String type) {
        assertThat(valid("{'event': '" + type + "', 'data': {}}", new RecordHeaders()).type()).isEqualTo(type);
    }

    @Test
    void acceptsABinaryCloudEventWithoutValue() {
        Headers headers = new RecordHeaders();
        Map.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/s", "ce_type", "a.b")
                .forEach((name, value) -> headers.add(name, utf8(value)));

        assertThat(((Valid) decode((byte[]) null, headers)).event().payload()).isNull();
        assertThat(decode((byte[]) null, headers.add("content-type", utf8("application/cloudevents+json"))))
                .isEqualTo(new Invalid(Reason.NULL_VALUE, "the record has no value; content-type"
                        + " application/cloudevents+json requires a JSON document"));
        assertThat(decode((byte[]) null, new RecordHeaders().add("content-type", utf8("application/cloudevents+json"))))
                .isInstanceOfSatisfying(Invalid.class, invalid -> assertThat(invalid.reason())
                        .isEqualTo(Reason.NULL_VALUE));
    }

    @ParameterizedTest
    @CsvSource({"2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z", "2025-02-10t15:30:50z, 2025-02-10T15:30:50Z",
            "2025-02-10T15:30:50.12345678901234567890+02:00, 2025-02-10T15:30:50.123456789+02:00"})
    void normalisesTimesInEveryFormat(String produced, String time) {
        Headers headers = new RecordHeaders();
        Map.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/s", "ce_type", "a.b", "ce_time", produced)
                .forEach((name, value) -> headers.add(name, utf8(value)));

        assertThat(valid("{}", headers).time()).isEqualTo(time);
        assertThat(valid("{'event': 'a', 'data': {}, 'timestamp': '" + produced + "'}", new RecordHeaders()).time())
                .isEqualTo(time);
        assertThat(valid("{'specversion': '1.0', 'id': '1', 'source': '/s', 'type': 'a', 'time': '" + produced + "'}",
                new RecordHeaders().add("content-type", utf8("application/cloudevents+json"))).time()).isEqualTo(time);
    }

    @Test
    void capsTheTimeOfARecord() {
        EventDecodingResult decoded = DECODER
                .decode(new SourceRecord("events", 3, 17, 1_739_201_450_000_000L, new RecordHeaders(),
                        utf8("{\"event\": \"a\", \"data\": {}}")));

        assertThat(((Valid) decoded).event().time()).isEqualTo("9999-12-31T23:59:59.999Z");
    }

    @Test
    void removesOneByteOrderMark() {
        Headers structured = new RecordHeaders().add("content-type", utf8("application/cloudevents+json"));
        String document = "{'specversion': '1.0', 'id': '1', 'source': '/s', 'type': 'a'}";
        String contract = "{'event': 'a', 'data': {}}";

        assertThat(valid("\uFEFF" + contract, new RecordHeaders()).payload())
                .isEqualTo(utf8(contract.replace('\'', '"')));
        assertThat(valid("\uFEFF" + document, structured).payload()).isEqualTo(utf8(document.replace('\'', '"')));
        assertThat(decode("\uFEFF\uFEFF" + contract, new RecordHeaders())).isEqualTo(
                new Invalid(Reason.INVALID_JSON, "not JSON: the text starts with more than one byte order mark"));
    }

    @Test
    void acceptsNumbersAndNamesUpToTheSizeOfTheEvent() throws InvalidJsonException {
        EventDecoder decoder = new EventDecoder(EventDecoder.DEFAULT_MAX_BYTES);
        String digits = "1234567890".repeat(25_000);
        String name = "n".repeat(250_000);
        byte[] value = utf8("{\"event\": \"a\", \"data\": {\"" + name + "\": " + digits + ", \"e\": 1e99999999999}}");
        Event event = ((Valid) decoder.decode(source(value, new RecordHeaders()))).event();

        assertThat(JsonValues.literal(EventDocument.of(event).path("data").path(name))).isEqualTo(digits);
        assertThat(JsonValues.literal(EventDocument.of(event).path("data").path("e"))).isEqualTo("1e99999999999");
    }

    private Event valid(String json, Headers headers) {
        EventDecodingResult decoded = decode(json, headers);
        assertThat(decoded).isInstanceOf(Valid.class);
        return ((Valid) decoded).event();
    }

    private static EventDecodingResult decode(String json, Headers headers) {
        return decode(utf8(json.replace('\'', '"')), headers);
    }

    static EventDecodingResult decode(byte @Nullable [] value, Headers headers) {
        return DECODER.decode(source(value, headers));
    }

    private static SourceRecord source(byte @Nullable [] value, Headers headers) {
        return new SourceRecord("events", 3, 17, 1_500, headers, value);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
