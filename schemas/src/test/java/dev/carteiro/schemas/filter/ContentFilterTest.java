package dev.carteiro.schemas.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.EventTree;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentFilterTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'a': 'x'} | /a | must be an object or a list of values: [\"x\"]",
            "{'a': {'b': {}}} | /a/b | is an empty object: add at least one field",
            "{'a': []} | /a | is empty: add at least one value or condition",
            "{'a': [['x']]} | /a/0 | is an array: use a string, a number, true, false, null or a condition such as {\"prefix\": \"a\"}",
            "{'a/b': [1, {'prefix': 1}]} | /a~1b/1/prefix | must be a string",
            "{'a': [{'prefx': 'x'}]} | /a/0/prefx | is not an operator: use one of anything-but, cidr, equals-ignore-case, exactly, exists, numeric, prefix, suffix, wildcard",
            "{'a': [{'prefix': 'x', 'suffix': 'y'}]} | /a/0 | must have exactly one operator: use one of anything-but, cidr, equals-ignore-case, exactly, exists, numeric, prefix, suffix, wildcard",
            "{'a': [{'prefix': {'suffix': 'y'}}]} | /a/0/prefix/suffix | is not allowed inside prefix: use equals-ignore-case",
            "{'a': [{'exists': 'true'}]} | /a/0/exists | must be true or false",
            "{'a': [{'numeric': ['>']}]} | /a/0/numeric | is not a numeric condition: use an operator and a number, or a lower and an upper bound: [\"=\", 5], [\">\", 0], [\">=\", 0, \"<\", 10]",
            "{'a': [{'numeric': ['!', 1]}]} | /a/0/numeric | has an unknown operator: use an operator and a number, or a lower and an upper bound: [\"=\", 5], [\">\", 0], [\">=\", 0, \"<\", 10]",
            "{'a': [{'numeric': ['>', 5, '<', 5]}]} | /a/0/numeric | has a lower bound that is not below its upper bound",
            "{'a': [{'wildcard': 'x**'}]} | /a/0/wildcard | has two consecutive *: use one",
            "{'a': [{'wildcard': 'x\\\\y'}]} | /a/0/wildcard | has a backslash that is not followed by * or \\: use \\\\ for a backslash",
            "{'a': [{'cidr': '10.0.0.1'}]} | /a/0/cidr | is not a network: use an address and a prefix length, for example 10.0.0.0/8, 192.168.1.20/32 or fd00::/8",
            "{'a': [{'anything-but': ['x', 1]}]} | /a/0/anything-but | must be a string, a number, or a list of only strings or only numbers",
            "{'a': [{'anything-but': {'numeric': ['=', 1]}}]} | /a/0/anything-but/numeric | is not allowed inside anything-but: use equals-ignore-case, prefix, suffix or wildcard",
            "{'a': [{'anything-but': {'prefix': ''}}]} | /a/0/anything-but/prefix | is empty: every string has an empty prefix",
            "{'$or': [{'a': [1]}]} | /$or | must be a list of at least two objects",
            "{'$or': [{'a': [1]}, {'prefix': [1]}]} | /$or/1/prefix | is the name of an operator and must not be a field inside $or",
            "[1] | `` | must be an object with field names and lists of values"})
    void namesThePositionOfAFaultAndWhatIsAccepted(String filter, String pointer, String message) {
        rejects(filter, pointer, message);
    }

    @Test
    void limitsTheCostOfAFilter() {
        rejects("{'a': [{'wildcard': '" + "*a".repeat(21) + "'}]}", "",
                "has a wildcard with 21 asterisks; at most 20 are allowed");
        rejects("{'a': [{'anything-but': {'wildcard': ['x', '" + "*a".repeat(30) + "']}}]}", "",
                "has a wildcard with 30 asterisks; at most 20 are allowed");
        rejects("{'a': ['" + "x".repeat(16_384) + "']}", "", "has 16385 characters of text; at most 16384 are allowed");
        rejects("{'a': [" + list(301) + "]}", "", "has 301 values and conditions; at most 300 are allowed");
        rejects("{'$or': [" + IntStream.range(0, 20).mapToObj(i -> "{'b" + i + "': [1]}")
                .collect(Collectors.joining(",")) + "], 'a': [" + list(200) + "]}", "",
                "has 4400 values and conditions with all alternatives expanded; at most 3000 are allowed");
        String both = IntStream.range(0, 7).mapToObj(i -> "'a" + i + "': [1, {'exists': false}]")
                .collect(Collectors.joining(","));
        rejects("{" + both + "}", "", "combines its $or alternatives, and fields that may be absent or have a value,"
                + " to more than 100 rules: use fewer alternatives, or several subscriptions");
        rejects("{'" + "a.".repeat(100) + "b': [1]}", "/" + "a.".repeat(100) + "b", "is nested deeper than 100 names");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'a.b': [1]} | {'a': {'b': 1}} | true", "{'a': {'b': [1]}} | {'a.b': 1} | true",
            "{'a': {'b': [1], 'c': [2]}} | {'a.b': 1, 'a': {'c': 2}} | true",
            "{'a': {'b': [1], 'c': [2]}} | {'a.b': 1, 'a': [{'c': 2}]} | true",
            "{'a': {'b': [1], 'c': [2]}} | {'a.b': 3, 'a': [{'b': 1}, {'c': 2}]} | false",
            "{'a': {'b': [1], 'c': [2]}} | {'a': [{'b': 1}, {'c': 2}]} | false",
            "{'a': {'b': [1], 'c': [{'exists': false}]}} | {'a': [{'b': 1}, {'c': 2}]} | true",
            "{'a': {'b': [{'exists': false}], 'c': [2]}} | {'a': [{'b': 1}, {'c': 2}]} | false"})
    void treatsDotsInNamesAsPathSeparators(String filter, String event, boolean matches) throws Exception {
        assertThat(ContentFilter.compile(json(filter)).matches(FilterDocument.of(json(event)), new StepBudget(10_000)))
                .isEqualTo(matches);
    }

    /** New filters cannot have a thousand asterisks any more, but filters that were applied earlier can. */
    @Test
    void evaluatesAThousandAsterisksInLinearSteps() throws Exception {
        ContentFilter stars = ContentFilter
                .compileApplied(json("{'a': [{'wildcard': '" + "*a".repeat(1_000) + "*b'}]}"));
        StepBudget budget = new StepBudget(1_000_000);

        assertThat(stars.matches(FilterDocument.of(json("{'a': '" + "a".repeat(6_000) + "'}")), budget)).isFalse();
        assertThat(stars.matches(FilterDocument.of(json("{'a': '" + "a".repeat(6_000) + "b'}")), budget)).isTrue();
        assertThat(budget.left()).isGreaterThan(980_000);
    }

    @Test
    void limitsTheNestingOfNamesWithManyDots() throws Exception {
        String deep = IntStream.range(0, 400).mapToObj(i -> "{'" + "a.".repeat(300) + "b': ")
                .collect(Collectors.joining()) + "1" + "}".repeat(400);

        assertThat(ContentFilter.compile(json("{'c': [{'exists': false}]}"))
                .matches(FilterDocument.of(json(deep)), new StepBudget(10_000))).isTrue();
    }

    @Test
    void failsWithoutEnoughSteps() throws Exception {
        ContentFilter filter = ContentFilter.compile(json("{'a': [1]}"));
        FilterDocument event = FilterDocument.of(json("{'a': [" + list(1_000) + "]}"));
        StepBudget budget = new StepBudget(500);

        assertThatThrownBy(() -> filter.matches(event, budget)).isInstanceOf(StepsExceededException.class);
        assertThat(budget.left()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{'a': [{'numeric': ['>', 100]}]} | 9007199254740993 | true",
            "{'a': [9007199254740993]} | 9007199254740993.0 | true",
            "{'a': [9007199254740993]} | 9007199254740992 | false",
            "{'a': [100]} | 1.00e2 | true", "{'a': [{'anything-but': [100]}]} | 1e2 | false",
            "{'a': [{'anything-but': [100]}]} | 1e99999999999 | true", "{'a': [{'exists': true}]} | 1.5 | true",
            "{'a': [{'numeric': ['>', 0, '<=', 1.5]}]} | 1.50 | true", "{'a': [{'numeric': ['<', 5]}]} | '5' | false",
            "{'a': [{'numeric': ['>', 100]}]} | 1e99999999999 | true", "{'a': ['1.5']} | 1.5 | false"})
    void comparesTheNumbersOfAnEventExactly(String filter, String number, boolean matches) throws Exception {
        for (String event : new String[]{"{'a': " + number + "}", "{'a': [[], " + number + "]}"}) {
            assertThat(ContentFilter.compile(json(filter)).matches(FilterDocument.of(event(event)),
                    new StepBudget(1_000))).as(event).isEqualTo(matches);
        }
    }

    @Test
    void countsStepsForTheLengthOfANumber() throws Exception {
        ContentFilter filter = ContentFilter.compile(json("{'a': [{'numeric': ['>', 5]}]}"));
        FilterDocument event = FilterDocument.of(event("{'a': " + "7".repeat(500_000) + "}"));
        StepBudget budget = new StepBudget(40_000);

        assertThat(filter.matches(event, budget)).isTrue();
        assertThat(budget.left()).isBetween(8_000L, 9_000L);
        assertThatThrownBy(() -> filter.matches(event, new StepBudget(30_000)))
                .isInstanceOf(StepsExceededException.class);
    }

    private static JsonNode event(String text) throws InvalidJsonException {
        return EventTree.of(ByteBuffer.wrap(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    private static void rejects(String filter, String pointer, String message) {
        assertThatThrownBy(() -> ContentFilter.compile(json(filter))).hasMessage(message)
                .isInstanceOfSatisfying(InvalidFilterException.class,
                        e -> assertThat(e.pointer()).isEqualTo(pointer));
    }

    private static String list(int values) {
        return IntStream.range(0, values).mapToObj(i -> "0").collect(Collectors.joining(","));
    }

    private static JsonNode json(String text) throws InvalidJsonException {
        return StrictJson.tree(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
