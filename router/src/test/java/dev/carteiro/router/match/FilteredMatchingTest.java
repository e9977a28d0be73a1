package dev.carteiro.router.match;

import static dev.carteiro.router.match.MatchFixtures.event;
import static dev.carteiro.router.match.MatchFixtures.ids;
import static dev.carteiro.router.match.MatchFixtures.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.event.EventFormat;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilteredMatchingTest {
    private final SubscriptionIndex index = new SubscriptionIndex();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'amount': [{'numeric': ['>', 100]}] | 'amount': 100.5 | true",
            "'amount': [{'numeric': ['>', 100]}] | 'amount': 100 | false",
            "'amount': [{'numeric': ['>', 0, '<=', 5]}] | 'amount': 5.0 | true",
            "'amount': [{'numeric': ['>', 100]}] | 'amount': '200' | false",
            "'amount': [{'numeric': ['>', 100]}] | 'amount': 1e999999999 | true",
            "'amount': [{'numeric': ['>', 100]}] | 'amount': 9007199254740993 | true",
            "'amount': [{'numeric': ['<', 9007199254740993]}] | 'amount': 9007199254740992 | true",
            "'amount': [{'numeric': ['<', 9007199254740992]}] | 'amount': 9007199254740993 | false",
            "'amount': [9007199254740992] | 'amount': 9007199254740993 | false",
            "'amount': [12345678901234567890.1] | 'amount': 12345678901234567890.10 | true",
            "'at': ['999.1.1.1'] | 'at': '999.1.1.1' | true",
            "'amount': [5] | 'amount': 5.00 | true", "'kind': [{'anything-but': ['x', 'y']}] | 'kind': 'z' | true",
            "'kind': [{'anything-but': ['x', 'y']}] | 'kind': 'y' | false",
            "'kind': [{'anything-but': ['x']}] | 'other': 1 | false", "'kind': [{'exists': false}] | 'other': 1 | true",
            "'kind': [{'prefix': 'ab'}] | 'kind': 'abc' | true", "'kind': ['x'] | 'kind': ['a', 'x'] | true",
            "'ok': [true] | 'ok': true | true", "'gone': [null] | 'gone': null | true",
            "'kind': [{'equals-ignore-case': 'ab'}] | 'kind': 'AB' | true",
            "'kind': [{'wildcard': 'a*z'}] | 'kind': 'abcz' | true",
            "'items': {'sku': ['a'], 'n': [2]} | 'items': [{'sku': 'a', 'n': 1}, {'sku': 'a', 'n': 2}] | true",
            "'items': {'sku': ['a'], 'n': [2]} | 'items': [{'sku': 'a', 'n': 1}, {'sku': 'b', 'n': 2}] | false",
            "'$or': [{'a': [1]}, {'b': [1]}] | 'b': 1 | true",
            "'$or': [{'a': [1]}, {'b': [1]}] | 'a': 1, 'b': 1 | true",
            "'$or': [{'a': [1]}, {'b': [1]}] | 'c': 1 | false"})
    void agreesWithEventBridge(String filter, String data, boolean matches) {
        index.put(subscription("s", "'event': 'a', 'filter': {'data': {" + filter + "}}"), 1);

        assertThat(!ids(index.match(event("a", "'data': {" + data + "}"))).isEmpty()).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'to': ['B'] | 'status': 'B' | true", "'to': ['B'] | 'status': 'A' | false",
            "'to': ['B'], 'from': ['A'] | 'status': 'B' | false",
            "'to': ['B'], 'from': ['A'] | 'status': 'B', 'previousStatus': 'A' | true",
            "'to': ['B'], 'from': ['A'] | 'status': 'B', 'previous': {'status': 'A'} | true",
            "'to': ['B'] | 'status': 'B', 'previousStatus': 'B' | false",
            "'to': ['3'], 'from': ['2'] | 'status': 3, 'previousStatus': 2 | true",
            "'field': 'op.status', 'to': ['B'], 'from': ['A'] | 'op': {'status': 'B', 'previousStatus': 'A'} | true",
            "'field': 'op.status', 'to': ['B'] | 'op': 5 | false",
            "'field': 'stage', 'to': ['B'], 'from': ['A'] | 'stage': 'B', 'previousStage': 'A' | true"})
    void followsStatusChanges(String change, String data, boolean matches) {
        index.put(subscription("s", "'event': 'a', 'statusChange': {" + change + "}"), 1);
        index.put(subscription("f", "'event': 'a', 'statusChange': {" + change + "},"
                + "'filter': {'event': [{'prefix': 'a'}]}"), 2);

        assertThat(ids(index.match(event("a", "'data': {" + data + "}"))))
                .isEqualTo(matches ? Set.of("s", "f") : Set.of());
    }

    @Test
    void matchesCorrectlyAfterManyChanges() {
        for (int i = 0; i < 500; i++) {
            index.put(subscription("s" + i, "'event': 'a', 'filter': {'data': {'n': [{'numeric': ['>=', " + i
                    + ", '<', " + (i + 10) + "]}]}}"), i);
        }
        for (int i = 0; i < 500; i += 3) {
            index.remove("s" + i);
        }
        for (int i = 0; i < 500; i += 6) {
            index.put(subscription("s" + i, "'event': 'a', 'filter': {'data': {'n': [" + i + "]}}"), 1_000 + i);
        }

        assertThat(ids(index.match(event("a", "'data': {'n': 300}")))).isEqualTo(IntStream.rangeClosed(291, 300)
                .filter(i -> i == 300 || i % 3 != 0).mapToObj(i -> "s" + i).collect(Collectors.toSet()));
    }

    @Test
    void reportsFiltersThatCannotReadTheEventAndMatchesTheRest() {
        index.put(subscription("plain", "'event': 'a'"), 1);
        index.put(subscription("filter", "'event': 'a', 'filter': {'data': {'n': [1]}}"), 2);
        index.put(subscription("change", "'event': 'a', 'statusChange': {'to': ['B']}"), 3);

        // Only possible if another program wrote it to the fan-out topic.
        MatchResult matches = index
                .match(new Event("src", "evt", "a", null, null, "2025-02-10T15:30:50Z", EventFormat.JSON,
                        Map.of(), null, new byte[]{'{'}));

        assertThat(matches.found()).containsExactly(new Match("plain", 1));
        assertThat(matches.failed()).containsOnlyKeys("filter", "change");
        assertThat(matches.describeFailures()).startsWith("the filter of 2 subscriptions failed: change: ");
    }

    @Test
    void comparesNumbersBeyondBigDecimal() {
        index.put(subscription("one", "'event': 'a', 'filter': {'data': {'n': [1]}}"), 1);
        index.put(subscription("large", "'event': 'a', 'filter': {'data': {'n': [{'numeric': ['>', 100]}]}}"), 2);

        for (String number : new String[]{"1e99999999999", "9007199254740993", "7".repeat(100_000)}) {
            MatchResult matches = index.match(event("a", "'data': {'n': " + number + "}"));

            assertThat(matches.found()).containsExactly(new Match("large", 2));
            assertThat(matches.failed()).isEmpty();
        }
    }

    @Test
    void reportsAFilterThatDoesNotCompileAndMatchesTheRest() {
        byte[] json = "{\"targetUrl\": \"https://example.com\", \"event\": \"a\", \"filter\": {\"n\": \"no array\"}}"
                .getBytes(StandardCharsets.UTF_8);
        var reading = new SubscriptionReader(AllowedTargets.NONE).readApplied("broken", json);
        index.put(((SubscriptionReadResult.Valid) reading).subscription(), 1);
        index.put(subscription("fine", "'event': 'a', 'filter': {'data': {'n': [1]}}"), 2);

        MatchResult matches = index.match(event("a", "'data': {'n': 1}"));

        assertThat(matches.found()).containsExactly(new Match("fine", 2));
        assertThat(matches.failed()).containsOnlyKeys("broken");
    }
}
