package dev.carteiro.router.match;

import static dev.carteiro.router.match.MatchFixtures.event;
import static dev.carteiro.router.match.MatchFixtures.ids;
import static dev.carteiro.router.match.MatchFixtures.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.event.EventDocument;
import dev.carteiro.schemas.explanation.MismatchFinder;
import dev.carteiro.schemas.filter.ContentFilter;
import dev.carteiro.schemas.filter.FilterDocument;
import dev.carteiro.schemas.filter.StepBudget;
import dev.carteiro.schemas.filter.StepsExceededException;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionIndexReferenceTest {
    private static final List<String> WORDS = List.of("a", "b", "aa", "ab", "a.b", "b.a");

    private final SubscriptionIndex index = new SubscriptionIndex();
    private final Map<String, Subscription> all = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithALinearSearch(long seed) throws InvalidJsonException {
        Random random = new Random(seed);
        for (int step = 0; step < 600; step++) {
            String id = "s" + random.nextInt(150);
            if (random.nextInt(6) == 0) {
                index.remove(id);
                all.remove(id);
            } else {
                Subscription subscription = subscription(id, members(random));
                index.put(subscription, step);
                all.put(id, subscription);
            }
            Event event = event(type(random), optional(random, "tenant") + optional(random, "context")
                    + "'data': {'n': " + random.nextInt(4) + ", 'status': '" + word(random) + "'}");
            assertThat(ids(index.match(event))).as("seed %d step %d %s", seed, step, event).isEqualTo(naive(event));
            if (step % 10 == 0) {
                assertThat(unexplained(event)).as("seed %d step %d %s", seed, step, event).isEqualTo(naive(event));
            }
        }
    }

    /**
     * Thousands of subscriptions in one bucket and in many, a third with filters: quadratic work would be noticeable.
     */
    @Test
    void staysFastWithManySubscriptionsInOneBucketAndInMany() {
        int many = 6_000;
        for (int i = 0; i < many; i++) {
            String filter = i % 3 == 0 ? ", 'filter': {'data': {'n': [{'numeric': ['=', " + i + "]}]}}" : "";
            index.put(subscription("one" + i, "'event': 'x.*', 'tenant': 't" + i % 10 + "'" + filter), i);
            index.put(subscription("many" + i, "'event': 'y." + i + ".*'" + filter), i);
        }

        assertThat(ids(index.match(event("x.y", "'tenant': 't0', 'data': {'n': 300}"))))
                .hasSize(many / 10 - many / 30 + 1).contains("one300", "one10").doesNotContain("one30", "one301");
        assertThat(ids(index.match(event("y.301.z")))).containsExactly("many301");
        assertThat(ids(index.match(event("y.300.z")))).isEmpty();
        for (int i = 0; i < many; i++) {
            index.remove("one" + i);
        }
        assertThat(index.count(SubscriptionState.ACTIVE)).isEqualTo(many);
        assertThat(ids(index.match(event("x.y", "'tenant': 't0', 'data': {}")))).isEmpty();
    }

    private Set<String> naive(Event event) throws InvalidJsonException {
        JsonNode document = EventDocument.of(event);
        return all.values().stream().filter(subscription -> subscription.state() != SubscriptionState.DISABLED
                && subscription.events().stream().anyMatch(pattern -> pattern.matches(event.type()))
                && subscription.admits(event.context(), event.tenant())
                && (subscription.statusChange() == null || subscription.statusChange().matches(document.get("data")))
                && passes(subscription, document)).map(Subscription::id).collect(Collectors.toSet());
    }

    /** Returns the subscriptions without a mismatch. */
    private Set<String> unexplained(Event event) {
        MismatchFinder finder = new MismatchFinder(event, Long.MAX_VALUE);
        return all.values().stream().filter(subscription -> finder.find(subscription).isEmpty())
                .map(Subscription::id).collect(Collectors.toSet());
    }

    private static boolean passes(Subscription subscription, JsonNode document) {
        try {
            ContentFilter filter = subscription.filter();
            return filter == null || filter.matches(FilterDocument.of(document), new StepBudget(Long.MAX_VALUE));
        } catch (StepsExceededException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String members(Random random) {
        StringBuilder members = new StringBuilder(optional(random, "tenant")).append(optional(random, "context"));
        if (random.nextInt(3) == 0) {
            members.append("'filter': {'data': {'n': [{'numeric': ['>', ").append(random.nextInt(4)).append("]}]}}, ");
        }
        if (random.nextInt(5) == 0) {
            members.append("'statusChange': {'to': ['").append(word(random)).append("']}, ");
        }
        if (random.nextInt(4) == 0) {
            members.append("'state': '").append(random.nextBoolean() ? "paused" : "disabled").append("', ");
        }
        String first = pattern(random);
        String second = pattern(random);
        return members + "'events': ['" + first + "'" + (first.equals(second) ? "" : ", '" + second + "'") + "]";
    }

    private static String pattern(Random random) {
        StringBuilder pattern = new StringBuilder();
        int parts = 1 + random.nextInt(4);
        for (int i = 0; i < parts; i++) {
            pattern.append(random.nextInt(3) == 0 ? "*" : word(random));
        }
        return pattern.toString().replaceAll("\\*+", "*");
    }

    private static String type(Random random) {
        StringBuilder type = new StringBuilder();
        int parts = 1 + random.nextInt(4);
        for (int i = 0; i < parts; i++) {
            type.append(word(random));
        }
        return type.toString();
    }

    private static String optional(Random random, String member) {
        return random.nextInt(3) == 0 ? "'" + member + "': '" + word(random).charAt(0) + "', " : "";
    }

    private static String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }
}
