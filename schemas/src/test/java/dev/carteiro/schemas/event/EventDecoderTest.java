package dev.carteiro.schemas.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.event.Decoded.Invalid;
import dev.carteiro.schemas.event.Decoded.Reason;
import dev.carteiro.schemas.event.Decoded.Valid;
import dev.carteiro.schemas.json.InvalidJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventDecoderTest {
    private final EventDecoder decoder = new EventDecoder(1_000);

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
    void takesNullForAbsentAndDerivesIdAndTime() {
        Event event = valid("{'id': null, 'event': 'a', 'tenant': null, 'data': {}, 'timestamp': null}",
                new RecordHeaders());

        assertThat(event.id()).isEqualTo("events-3-17");
        assertThat(event.time()).isEqualTo("1970-01-01T00:00:01.500Z");
        assertThat(event.tenant()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'data': {}} | 'event' is missing; it is the event type, for example person.created",
            "{'event': 'a'} | 'data' is missing; it is an object",
            "{'event': 'a', 'data': null} | 'data' is null; it must be an object",
            "{'event': 'a', 'data': [1]} | 'data' is an array; it must be an object",
            "{'event': 5, 'data': {}} | 'event' is a number; it must be a string",
            "{'event': 'a b', 'data': {}} | 'event' is not an event type: write 1 to 256 of the characters A-Z a-z 0-9 _ . -",
            "{'event': '', 'data': {}} | 'event' is not an event type: write 1 to 256 of the characters A-Z a-z 0-9 _ . -",
            "{'event': 'a', 'data': {}, 'id': ''} | 'id' has 0 characters; write 1 to 256",
            "{'event': 'a', 'data': {}, 'tenant': 'a\\r\\nb'} | 'tenant' holds a control character",
            "{'event': 'a', 'data': {}, 'tenant': '\\ud800'} | 'tenant' holds half a surrogate pair, which is not a character",
            "{'event': 'a', 'data': {}, 'tenant': true} | 'tenant' is a boolean; it must be a string",
            "{'event': 'a', 'data': {}, 'timestamp': 'now'} | 'timestamp' is not an RFC 3339 time such as 2025-02-10T15:30:50Z",
            "{'specversion': '1.0', 'data': {}} | 'event' is missing; a CloudEvents document needs the record header"
                    + " content-type: application/cloudevents+json"})
    void namesTheMemberThatIsWrong(String json, String detail) {
        assertThat(decode(json, new RecordHeaders())).isEqualTo(new Invalid(Reason.INVALID_EVENT, detail));
    }

    @Test
    void boundsTheValue() {
        assertThat(decoder.decode(source(null, new RecordHeaders()))).isEqualTo(
                new Invalid(Reason.NULL_VALUE, "the record has no value; an event is a JSON document"));
        assertThat(decoder.decode(source(new byte[1_001], new RecordHeaders())))
                .isEqualTo(new Invalid(Reason.TOO_LARGE, "the event has 1001 bytes; at most 1000 are delivered"));
    }

    @Test
    void showsFiltersACloudEventLikeTheContracts() throws InvalidJson {
        Headers headers = new RecordHeaders();
        Map.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/s", "ce_type", "a.b", "ce_time",
                "2025-02-10T15:30:50Z").forEach((name, value) -> headers.add(name, utf8(value)));
        Event event = valid("{'n': 1.50}", headers);

        assertThat(EventDocument.of(event).toString()).contains("\"event\":\"a.b\"", "\"data\":{\"n\":1.5}",
                "\"timestamp\":\"2025-02-10T15:30:50Z\"", "\"source\":\"/s\"");
        assertThat(EventData.of(event.format(), event.contentType(), event.payload()))
                .isEqualTo(ByteBuffer.wrap(utf8("{\"n\": 1.50}")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "application/cloudevents+avro | is not read; accepted is",
            "application/cloudevents-batch+json | is not read; accepted is",
            "application/cloudevents+json | 'specversion' must be 1.0"})
    void refusesOtherCloudEvents(String contentType, String detail) {
        Decoded decoded = decode("{'event': 'a', 'data': {}}",
                new RecordHeaders().add("content-type", utf8(contentType)));

        assertThat(((Invalid) decoded).detail()).contains(detail);
    }

    private Event valid(String json, Headers headers) {
        Decoded decoded = decode(json, headers);
        assertThat(decoded).isInstanceOf(Valid.class);
        return ((Valid) decoded).event();
    }

    private Decoded decode(String json, Headers headers) {
        return decoder.decode(source(utf8(json.replace('\'', '"')), headers));
    }

    private static SourceRecord source(byte @Nullable [] value, Headers headers) {
        return new SourceRecord("events", 3, 17, 1_500, headers, value);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
