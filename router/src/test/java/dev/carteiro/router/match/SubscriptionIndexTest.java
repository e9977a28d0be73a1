package dev.carteiro.router.match;

import static dev.carteiro.router.match.MatchFixtures.event;
import static dev.carteiro.router.match.MatchFixtures.ids;
import static dev.carteiro.router.match.MatchFixtures.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.subscription.SubscriptionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionIndexTest {
    private final SubscriptionIndex index = new SubscriptionIndex();

    @ParameterizedTest
    @CsvSource({"person.created, person.created, true", "person.created, person.create, false",
            "person.created, Person.created, false", "person.*, person.created, true",
            "person.*, person.a.b, true", "person.*, person., false", "person.*, person, false",
            "*.created, person.created, true", "*.created, .created, false", "*, x, true", "a.*.c, a.b.c, true",
            "a.*.c, a..c, false", "a.*.c, a.c, false", "a*b*c, axbxc, true", "a*b*c, abc, false",
            "*x*, axb, true", "*x*, xb, false", "*x*, ax, false", "p*n, person, true", "aa*aa, aaa, false",
            "aa*aa, aaaaa, true", "*.*, a.b, true", "*.*, ab, false"})
    void findsExactTypesAndPatterns(String pattern, String type, boolean matches) {
        index.put(subscription("s", "'events': ['" + pattern + "']"), 1);

        assertThat(!ids(index.match(event(type))).isEmpty()).isEqualTo(matches);
    }

    @Test
    void returnsTheVersionThatMatched() {
        index.put(subscription("s", "'event': 'a'"), 41);
        index.put(subscription("s", "'event': 'a'"), 42);

        assertThat(index.match(event("a")).found()).containsExactly(new Match("s", 42));
    }

    @Test
    void givesOneMatchForManyMatchingPatterns() {
        index.put(subscription("s", "'events': ['*', 'a.*', '*.b', 'a.b'], 'filter': {'event': [{'exists': true}]}"),
                7);

        assertThat(index.match(event("a.b")).found()).containsExactly(new Match("s", 7));
    }

    @Test
    void replacesThePatternsAndFiltersOfTheOldVersion() {
        index.put(subscription("s", "'events': ['a', 'x.*'], 'filter': {'data': {'n': [1]}}"), 1);
        index.put(subscription("s", "'events': ['b']"), 2);

        assertThat(ids(index.match(event("a", "'data': {'n': 1}")))).isEmpty();
        assertThat(ids(index.match(event("x.y", "'data': {'n': 1}")))).isEmpty();
        assertThat(ids(index.match(event("b")))).containsExactly("s");
    }

    @Test
    void removesOnlyTheGivenSubscription() {
        index.put(subscription("s", "'events': ['a.*']"), 1);
        index.put(subscription("t", "'events': ['a.*']"), 2);
        index.remove("s");
        index.remove("never seen");

        assertThat(ids(index.match(event("a.b")))).containsExactly("t");
    }

    @Test
    void matchesPausedButNotDisabledSubscriptions() {
        index.put(subscription("active", "'event': 'a'"), 1);
        index.put(subscription("paused", "'event': 'a', 'state': 'paused'"), 2);
        index.put(subscription("disabled", "'event': 'a', 'state': 'disabled'"), 3);

        assertThat(ids(index.match(event("a")))).containsExactlyInAnyOrder("active", "paused");
    }

    @Test
    void followsStateChanges() {
        index.put(subscription("s", "'event': 'a'"), 1);
        index.put(subscription("s", "'event': 'a', 'state': 'disabled'"), 2);
        assertThat(ids(index.match(event("a")))).isEmpty();

        index.put(subscription("s", "'event': 'a'"), 3);
        assertThat(index.match(event("a")).found()).containsExactly(new Match("s", 3));
    }

    @Test
    void countsByState() {
        index.put(subscription("a", "'event': 'a'"), 1);
        index.put(subscription("b", "'event': 'a'"), 2);
        index.put(subscription("b", "'event': 'a', 'state': 'paused'"), 3);
        index.put(subscription("c", "'event': 'a', 'state': 'disabled'"), 4);
        index.remove("a");

        assertThat(index.count(SubscriptionState.ACTIVE)).isZero();
        assertThat(index.count(SubscriptionState.PAUSED)).isEqualTo(1);
        assertThat(index.count(SubscriptionState.DISABLED)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"'x': 1, '', true", "'tenant': 'acme', '', false", "'x': 1, acme, false",
            "'tenant': 'acme', acme, true", "'tenant': 'acme', other, false"})
    void separatesTenants(String members, String tenant, boolean matches) {
        String asks = tenant.equals("''") ? "" : "'tenant': '" + tenant + "', ";
        index.put(subscription("s", asks + "'event': 'a'"), 1);

        assertThat(!ids(index.match(event("a", members + ", 'data': {}"))).isEmpty()).isEqualTo(matches);
    }

    @Test
    void comparesTheContextOnlyIfOneIsGiven() {
        index.put(subscription("any", "'event': 'a'"), 1);
        index.put(subscription("crm", "'event': 'a', 'context': 'crm'"), 2);

        assertThat(ids(index.match(event("a", "'context': 'crm', 'data': {}")))).containsExactlyInAnyOrder("any",
                "crm");
        assertThat(ids(index.match(event("a", "'context': 'erp', 'data': {}")))).containsExactly("any");
        assertThat(ids(index.match(event("a")))).containsExactly("any");
    }

    @Test
    void keepsNothingOfRemovedSubscriptions() {
        TypeIndex types = new TypeIndex();
        for (String text : new String[]{"a", "a.*", "*.b", "*", "a*b*c"}) {
            var pattern = new dev.carteiro.schemas.subscription.TypePattern(text);
            types.group(pattern);
            types.remove(pattern);
        }

        assertThat(types.isEmpty()).isTrue();
    }
}
