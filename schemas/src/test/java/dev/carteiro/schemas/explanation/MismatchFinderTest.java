package dev.carteiro.schemas.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.event.EventDecodingResult;
import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.event.EventDecoder;
import dev.carteiro.schemas.event.SourceRecord;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of each condition. That it is said exactly where the router does not match, its own tests hold. */
class MismatchFinderTest {
    private static final String EVENT = "{'event': 'order.paid', 'tenant': 'acme', 'context': 'shop', 'data': {"
            + "'amount': 80, 'status': 'PAID', 'previousStatus': 'NEW', 'lines': [{'sku': 'a', 'n': 1}, {'sku': 'b', 'n': 2}]}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'event': 'order.*' | []
            'events': ['person.*', 'order.new'] | [events: the event's type is order.paid; wanted is person.* or order.new]
            'event': '*', 'state': 'disabled' | [state: the subscription is disabled; wanted is active or paused]
            'event': '*', 'state': 'paused' | []
            'event': '*', 'context': 'crm' | [context: the event's context is shop; wanted is crm]
            'event': '*', 'filter': {'data': {'amount': [{'numeric': ['>', 100]}]}} | [filter: data.amount is 80; wanted is a number > 100]
            'event': '*', 'filter': {'data': {'color': ['red', {'prefix': 'bl'}]}} | [filter: data.color is not there; wanted is "red" or a text that begins with "bl"]
            'event': '*', 'filter': {'data': {'lines': {'sku': ['a'], 'n': [2]}}} | [filter: each field has a value that passes, but they are in different elements of an array; wanted is one element that has all of them]
            'event': '*', 'filter': {'data': {'lines': {'sku': ['c']}}} | [filter: data.lines.sku is "a", "b"; wanted is "c"]
            'event': '*', 'filter': {'data': {'amount': [{'exists': false}]}} | [filter: data.amount is 80; wanted is no value at all]
            'event': '*', 'filter': {'$or': [{'data': {'amount': [1], 'status': ['x']}}, {'data': {'status': ['NEW']}}]} | [filter: data.status is "PAID"; wanted is "NEW"]
            'event': '*', 'filter': {'data': {'amount': [{'anything-but': [80, 81]}]}} | [filter: data.amount is 80; wanted is any value but 80 or 81]
            'event': '*', 'statusChange': {'to': ['SENT', 'LOST']} | [statusChange: data.status is PAID; wanted is LOST or SENT]
            'event': '*', 'statusChange': {'to': ['PAID'], 'from': ['OPEN']} | [statusChange: data.status was NEW before; wanted is OPEN]
            'event': 'a', 'context': 'b' | [events: the event's type is order.paid; wanted is a, context: the event's context is shop; wanted is b]
            """)
    void saysWhatWasFoundAndWhatIsWanted(String members, String expected) {
        assertThat(find("'tenant': 'acme', " + members, 1_000)).hasToString(expected);
    }

    @Test
    void tellsEventsOfATenantFromThoseWithoutOne() {
        assertThat(find("'event': '*'", 1_000))
                .hasToString("[tenant: the event's tenant is acme; wanted is an event without one]");
        assertThat(find("'event': '*', 'tenant': 'b'", 1_000))
                .hasToString("[tenant: the event's tenant is acme; wanted is b]");
    }

    @Test
    void endsWhenTheStepsAreSpent() {
        assertThat(find("'tenant': 'acme', 'event': '*', 'filter': {'data': {'amount': [1]}}", 2))
                .hasToString("[filter: it costs too many steps for this event to be explained]");
    }

    private static List<Mismatch> find(String members, long steps) {
        return new MismatchFinder(event(), steps).find(subscription(members));
    }

    private static Subscription subscription(String members) {
        SubscriptionReadResult reading = new SubscriptionReader(AllowedTargets.NONE).read("s",
                bytes("{'targetUrl': 'https://example.com/', " + members + "}"));
        assertThat(reading).isInstanceOf(SubscriptionReadResult.Valid.class);
        return ((SubscriptionReadResult.Valid) reading).subscription();
    }

    private static Event event() {
        EventDecodingResult decoded = new EventDecoder(EventDecoder.DEFAULT_MAX_BYTES)
                .decode(new SourceRecord("events", 0, 0, 0, new RecordHeaders(), bytes(EVENT)));
        return ((EventDecodingResult.Valid) decoded).event();
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
