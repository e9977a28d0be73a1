package dev.carteiro.router.match;

import static dev.carteiro.router.match.MatchFixtures.event;
import static dev.carteiro.router.match.MatchFixtures.ids;
import static dev.carteiro.router.match.MatchFixtures.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.event.Event;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the step budget; the results are the same on every machine, because the cost is counted in steps. */
class FilterSchedulerTest {
    private static final String THREE_LISTS = "'event': 'a', 'filter': {'data': {'groups': [{'prefix': 'g'}],"
            + " 'labels': [{'prefix': 'l'}], 'roles': [{'prefix': 'r'}], 'zones': ['none']}}";

    /** More values than a filter may check. */
    private static final String COSTLY = "'data': {'n': [" + list(120_000, i -> "0") + "]}";

    private final SubscriptionIndex index = new SubscriptionIndex();

    @ParameterizedTest
    @ValueSource(ints = {100, 800, 10_000})
    void doesNotCombineLists(int length) {
        index.put(subscription("s", THREE_LISTS), 1);
        String lists = "'groups': [" + list(length, i -> "'g" + i + "'") + "], 'labels': [" + list(length, i -> "'l" + i
                + "'") + "], 'roles': [" + list(length, i -> "'r" + i + "'") + "]";

        assertThat(ids(index.match(event("a", "'data': {" + lists + ", 'zones': 'other'}")))).isEmpty();
        assertThat(ids(index.match(event("a", "'data': {" + lists + ", 'zones': ['x', 'none']}"))))
                .containsExactly("s");
    }

    @Test
    void doesNotCombineListsOfObjects() {
        index.put(subscription("s", "'event': 'a', 'filter': {'data': {'items': {'sku': [{'exists': true}]},"
                + " 'payments': {'kind': [{'anything-but': 'cash'}]}, 'status': ['paid']}}"), 1);
        String lists = "'items': [" + list(4_000, i -> "{'sku': " + i + "}") + "], 'payments': ["
                + list(4_000, i -> "{'kind': 'card'}") + "]";

        assertThat(ids(index.match(event("a", "'data': {" + lists + ", 'status': 'open'}")))).isEmpty();
        assertThat(ids(index.match(event("a", "'data': {" + lists + ", 'status': 'paid'}")))).containsExactly("s");
    }

    @Test
    void failsOnlyTheCostlyFilter() {
        index.put(subscription("frugal", "'event': 'a', 'filter': {'event': ['a']}"), 1);
        index.put(subscription("costly", "'event': 'a', 'filter': {'data': {'n': [1, 2]}}"), 2);

        MatchResult matches = index.match(event("a", COSTLY));

        assertThat(matches.found()).containsExactly(new Match("frugal", 1));
        assertThat(matches.failed()).containsOnlyKeys("costly");
        assertThat(matches.failed().get("costly")).isEqualTo("takes more than 200000 steps for this event");
        assertThat(ids(index.match(event("a", "'data': {'n': 2}")))).containsExactlyInAnyOrder("frugal", "costly");
    }

    @Test
    void protectsCheapFiltersFromManyCostlyOnes() {
        for (int i = 0; i < 1_000; i++) {
            index.put(subscription("costly" + i, "'event': 'a', 'filter': {'data': {'n': [1, " + (i + 2) + "]}}"), i);
            index.put(subscription("frugal" + i, "'event': 'a', 'filter': {'event': ['a', '" + i + "']}"), i);
        }

        MatchResult matches = index.match(event("a", COSTLY));

        assertThat(matches.found()).extracting(Match::subscription).containsExactlyInAnyOrderElementsOf(
                IntStream.range(0, 1_000).mapToObj(i -> "frugal" + i).toList());
        assertThat(matches.failed()).hasSize(1_000);
    }

    @Test
    void givesUnusedStepsToFiltersThatNeedMore() {
        String list = "'data': {'n': [" + list(30_000, i -> "0") + "]}";
        for (int i = 0; i < 500; i++) {
            index.put(subscription("frugal" + i, "'event': 'a', 'filter': {'event': ['a', '" + i + "']}"), i);
        }
        index.put(subscription("costly", "'event': 'a', 'filter': {'data': {'n': [1, 0]}}"), 1);
        index.put(subscription("other", "'event': 'a', 'filter': {'data': {'n': [1, 2, 3]}}"), 1);

        assertThat(ids(index.match(event("a", list)))).hasSize(501).contains("costly").doesNotContain("other");
    }

    @Test
    void switchesOffAFilterAfterRepeatedFailures() {
        String costly = "'event': 'a', 'filter': {'data': {'n': [1, 2]}}";
        index.put(subscription("s", costly), 7);
        Event small = event("a", "'data': {'n': 2}");
        Event large = event("a", COSTLY);
        for (int i = 1; i < SubscriptionIndex.MAX_FAILURES; i++) {
            assertThat(index.match(large).switchedOff()).isEmpty();
        }
        assertThat(index.match(small).found()).hasSize(1);
        for (int i = 1; i < SubscriptionIndex.MAX_FAILURES; i++) {
            assertThat(index.match(large).switchedOff()).isEmpty();
        }

        assertThat(index.match(large).switchedOff()).containsExactly(new Match("s", 7));
        assertThat(index.match(large)).isEqualTo(new MatchResult(List.of(), Map.of(), List.of()));
        assertThat(index.match(small).found()).isEmpty();
        assertThat(index.countSwitchedOff()).isOne();

        index.put(subscription("s", costly), 8);

        assertThat(index.match(small).found()).containsExactly(new Match("s", 8));
        assertThat(index.countSwitchedOff()).isZero();
    }

    @Test
    void evaluatesASubscriptionOncePerEvent() {
        index.put(subscription("s", "'events': ['*', 'a*', 'ab'], 'filter': {'event': ['ab']}"), 1);

        assertThat(index.match(event("ab")).found()).containsExactly(new Match("s", 1));
    }

    private static String list(int length, IntFunction<String> element) {
        return IntStream.range(0, length).mapToObj(element).collect(Collectors.joining(","));
    }
}
