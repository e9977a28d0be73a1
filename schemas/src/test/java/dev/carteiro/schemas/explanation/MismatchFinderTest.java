package dev.carteiro.schemas.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.event.EventDecoder;
import dev.carteiro.schemas.event.EventDecodingResult;
import dev.carteiro.schemas.event.SourceRecord;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the explanation for each condition. The router's tests verify that mismatches agree with the matching. */
class MismatchFinderTest {
    private static final String EVENT = "{'event': 'order.paid', 'tenant': 'acme', 'context': 'shop', 'data': {"
            + "'amount': 80, 'status': 'PAID', 'previousStatus': 'NEW', 'lines': [{'sku': 'a', 'n': 1}, {'sku': 'b', 'n': 2}]}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'event': 'order.*' | []
            'events': ['person.*', 'order.new'] | [events: the event's type is order.paid; expected person.* or order.new]
            'event': '*', 'state': 'disabled' | [state: the subscription is disabled; expected active or paused]
            'event': '*', 'state': 'paused' | []
            'event': '*', 'context': 'crm' | [context: the event's context is shop; expected crm]
            'event': '*', 'filter': {'data': {'amount': [{'numeric': ['>', 100]}]}} | [filter: data.amount is 80; expected a number > 100]
            'event': '*', 'filter': {'data': {'color': ['red', {'prefix': 'bl'}]}} | [filter: data.color is missing; expected "red" or a string that starts with "bl"]
            'event': '*', 'filter': {'data': {'lines': {'sku': ['a'], 'n': [2]}}} | [filter: each field has a matching value, but in different elements of an array; expected one element with all of them]
            'event': '*', 'filter': {'data': {'lines': {'sku': ['c']}}} | [filter: data.lines.sku is "a", "b"; expected "c"]
            'event': '*', 'filter': {'data': {'amount': [{'exists': false}]}} | [filter: data.amount is 80; expected no value at all]
            'event': '*', 'filter': {'$or': [{'data': {'amount': [1], 'status': ['x']}}, {'data': {'status': ['NEW']}}]} | [filter: data.status is "PAID"; expected "NEW"]
            'event': '*', 'filter': {'data': {'amount': [{'anything-but': [80, 81]}]}} | [filter: data.amount is 80; expected any value except 80 or 81]
            'event': '*', 'statusChange': {'to': ['SENT', 'LOST']} | [statusChange: data.status is PAID; expected LOST or SENT]
            'event': '*', 'statusChange': {'to': ['PAID'], 'from': ['OPEN']} | [statusChange: data.status was NEW before; expected OPEN]
            'event': 'a', 'context': 'b' | [events: the event's type is order.paid; expected a, context: the event's context is shop; expected b]
            """)
    void namesActualAndExpectedValues(String members, String expected) {
        assertThat(find("'tenant': 'acme', " + members, 1_000)).hasToString(expected);
    }

    @Test
    void distinguishesEventsWithAndWithoutTenant() {
        assertThat(find("'event': '*'", 1_000))
                .hasToString("[tenant: the event's tenant is acme; expected an event without one]");
        assertThat(find("'event': '*', 'tenant': 'b'", 1_000))
                .hasToString("[tenant: the event's tenant is acme; expected b]");
    }

    @Test
    void stopsWhenTheStepBudgetIsExhausted() {
        assertThat(find("'tenant': 'acme', 'event': '*', 'filter': {'data': {'amount': [1]}}", 2))
                .hasToString("[filter: cannot be explained: it takes too many steps for this event]");
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
