package dev.carteiro.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.api.registry.SubscriptionFilter.Member;
import dev.carteiro.api.registry.SubscriptionQuery.SortOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscriptionDirectoryTest {
    private static final byte[] ANY = {};

    private final SubscriptionDirectory directory = new SubscriptionDirectory();

    private static RegisteredSubscription of(String id, @Nullable String name, @Nullable String tenant,
            String... events) {
        return new RegisteredSubscription(id,
                new SubscriptionVersion(ANY, 1, Instant.EPOCH,
                        new SubscriptionLabels(name, "c", tenant, "active", List.of(events))),
                false,
                null, null);
    }

    private void put(RegisteredSubscription now) {
        RegisteredSubscription before = directory.find(now.id());
        directory.replace(before == null ? RegisteredSubscription.unknown(now.id()) : before, now);
    }

    private static List<String> ids(SubscriptionPage page) {
        return page.items().stream().map(RegisteredSubscription::id).toList();
    }

    private SubscriptionPage list(SubscriptionFilter filter, SortOrder order, boolean descending,
            @Nullable SortPosition from, boolean backwards) {
        return directory.list(new SubscriptionQuery(filter, order, descending, from, backwards, 2, Integer.MAX_VALUE));
    }

    private List<String> found(SubscriptionFilter filter) {
        return ids(directory
                .list(new SubscriptionQuery(filter, SortOrder.ID, false, null, false, 100, Integer.MAX_VALUE)));
    }

    @BeforeEach
    void fill() {
        put(of("1", "d", "acme", "x", "y"));
        put(of("2", "c", null, "x"));
        put(of("3", "b", "beta", "y"));
        put(of("4", null, "acme", "x"));
        put(of("5", "c", "acme", "z"));
    }

    @Test
    void aPageEndsAtItsMaximumSizeButHoldsAtLeastOneSubscription() {
        int one = Objects.requireNonNull(directory.find("1")).pageBytes();
        int two = one + Objects.requireNonNull(directory.find("2")).pageBytes();

        assertThat(pageOf(two, null, false)).satisfies(page -> {
            assertThat(ids(page)).containsExactly("1", "2");
            assertThat(page.after()).isTrue();
        });
        assertThat(ids(pageOf(two - 1, null, false))).containsExactly("1");
        assertThat(ids(pageOf(1, SortOrder.byId("1"), false))).containsExactly("2");
        assertThat(pageOf(1, SortOrder.byId("4"), false)).satisfies(page -> {
            assertThat(ids(page)).containsExactly("5");
            assertThat(page.after()).isFalse();
        });
        assertThat(pageOf(1, SortOrder.byId("3"), true)).satisfies(page -> {
            assertThat(ids(page)).containsExactly("2");
            assertThat(page.before()).isTrue();
        });
    }

    private SubscriptionPage pageOf(int bytes, @Nullable SortPosition from, boolean backwards) {
        return directory
                .list(new SubscriptionQuery(SubscriptionFilter.NONE, SortOrder.ID, false, from, backwards, 100, bytes));
    }

    @Test
    void pagesAreInOrderInBothDirections() {
        assertThat(list(SubscriptionFilter.NONE, SortOrder.ID, false, null, false)).satisfies(page -> {
            assertThat(ids(page)).containsExactly("1", "2");
            assertThat(page.before()).isFalse();
            assertThat(page.after()).isTrue();
        });
        assertThat(ids(list(SubscriptionFilter.NONE, SortOrder.ID, false, SortOrder.byId("2"), false)))
                .containsExactly("3", "4");
        assertThat(ids(list(SubscriptionFilter.NONE, SortOrder.ID, false, SortOrder.byId("4"), false)))
                .containsExactly("5");
        assertThat(ids(list(SubscriptionFilter.NONE, SortOrder.ID, false, SortOrder.byId("4"), true)))
                .containsExactly("2", "3");
        assertThat(ids(list(SubscriptionFilter.NONE, SortOrder.ID, true, SortOrder.byId("4"), false)))
                .containsExactly("3", "2");
        assertThat(ids(list(SubscriptionFilter.NONE, SortOrder.ID, true, SortOrder.byId("2"), true)))
                .containsExactly("4", "3");
        assertThat(ids(list(SubscriptionFilter.NONE, SortOrder.NAME, false, null, false))).containsExactly("4", "3");
        assertThat(ids(list(SubscriptionFilter.NONE, SortOrder.NAME, false, new SortPosition("b", "3"), false)))
                .containsExactly("2", "5");
        assertThat(ids(list(SubscriptionFilter.NONE, SortOrder.NAME, true, null, false))).containsExactly("1", "5");
    }

    @Test
    void filtersAreExactAndAllMustMatch() {
        assertThat(found(new SubscriptionFilter(Map.of(Member.EVENT, "x"), null))).containsExactly("1", "2", "4");
        assertThat(found(new SubscriptionFilter(Map.of(Member.EVENT, "x", Member.TENANT, "acme"), null)))
                .containsExactly("1", "4");
        assertThat(found(new SubscriptionFilter(Map.of(Member.NAME, "c"), null))).containsExactly("2", "5");
        assertThat(found(new SubscriptionFilter(Map.of(Member.STATE, "paused"), null))).isEmpty();
        assertThat(found(new SubscriptionFilter(Map.of(Member.CONTEXT, "nowhere"), null))).isEmpty();
    }

    @Test
    void aTenantLimitHidesOtherTenants() {
        assertThat(found(new SubscriptionFilter(Map.of(), "acme"))).containsExactly("1", "4", "5");
        assertThat(found(new SubscriptionFilter(Map.of(Member.EVENT, "y"), "acme"))).containsExactly("1");
        assertThat(found(new SubscriptionFilter(Map.of(Member.TENANT, "beta"), "acme"))).isEmpty();
    }

    @Test
    void aChangeMovesAndADeleteRemovesInAllIndexes() {
        put(of("1", "a", "beta", "z"));
        put(new RegisteredSubscription("5", null, true, null, null));
        assertThat(found(SubscriptionFilter.NONE)).containsExactly("1", "2", "3", "4");
        assertThat(found(new SubscriptionFilter(Map.of(Member.EVENT, "x"), null))).containsExactly("2", "4");
        assertThat(found(new SubscriptionFilter(Map.of(Member.TENANT, "beta"), null))).containsExactly("1", "3");
        assertThat(found(new SubscriptionFilter(Map.of(Member.EVENT, "z"), null))).containsExactly("1");
        assertThat(
                ids(directory.list(new SubscriptionQuery(SubscriptionFilter.NONE, SortOrder.NAME, false, null, false,
                        100, Integer.MAX_VALUE))))
                .containsExactly("4", "1", "3", "2");
    }

    @Test
    void manySubscriptionsOfOneNameAreFound() {
        for (int i = 0; i < 6_000; i++) {
            put(of("many" + (10_000 + i), "same", i % 2 == 0 ? "even" : null, "x"));
        }
        put(of("0", "same", "acme", "x"));
        SubscriptionFilter same = new SubscriptionFilter(Map.of(Member.NAME, "same"), null);
        assertThat(ids(list(same, SortOrder.ID, false, null, false))).containsExactly("0", "many10000");
        assertThat(ids(list(same, SortOrder.NAME, true, null, false))).containsExactly("many15999", "many15998");
        assertThat(ids(list(new SubscriptionFilter(Map.of(Member.NAME, "same"), "even"), SortOrder.NAME, false,
                new SortPosition("same", "many10000"), false))).containsExactly("many10002", "many10004");
        assertThat(found(new SubscriptionFilter(Map.of(Member.NAME, "same"), "acme"))).containsExactly("0");
        assertThat(found(new SubscriptionFilter(Map.of(Member.NAME, ""), null))).isEmpty();
    }

    @Test
    void aPositionOfAnotherOrderIsStillValid() {
        assertThat(ids(list(SubscriptionFilter.NONE, SortOrder.ID, false, new SortPosition("zzz", "3"), false)))
                .containsExactly("4", "5");
        assertThat(ids(list(new SubscriptionFilter(Map.of(Member.NAME, "c"), null), SortOrder.NAME, false,
                new SortPosition("a", "9"),
                false))).containsExactly("2", "5");
    }

    @Test
    void addingAllAtOnceEqualsAddingOneByOne() {
        List<RegisteredSubscription> some = List.of(of("1", "d", "acme", "x", "y"), of("3", "b", "beta", "y"),
                of("2", "c", null, "x"),
                of("5", "c", "acme", "z"), of("4", null, "acme", "x"));
        SubscriptionDirectory atOnce = new SubscriptionDirectory();
        atOnce.addAll(some);
        for (SubscriptionFilter filter : List.of(SubscriptionFilter.NONE,
                new SubscriptionFilter(Map.of(Member.EVENT, "x"), null),
                new SubscriptionFilter(Map.of(Member.NAME, "c"), "acme"))) {
            for (SortOrder order : SortOrder.values()) {
                SubscriptionQuery listing = new SubscriptionQuery(filter, order, false, null, false, 100,
                        Integer.MAX_VALUE);
                assertThat(ids(atOnce.list(listing))).isEqualTo(ids(directory.list(listing)));
            }
        }
        assertThat(atOnce.size()).isEqualTo(5);
    }

    @Test
    void listsAgreeWithAFullScan() {
        Random random = new Random(1);
        TreeMap<String, RegisteredSubscription> model = new TreeMap<>();
        for (int i = 0; i < 20_000; i++) {
            String id = "id" + random.nextInt(300);
            if (random.nextInt(4) == 0) {
                put(new RegisteredSubscription(id, null, true, null, null));
                model.remove(id);
            } else {
                RegisteredSubscription now = of(id, "n" + random.nextInt(5), "t" + random.nextInt(3),
                        "e" + random.nextInt(10),
                        "f" + random.nextInt(10));
                put(now);
                model.put(id, now);
            }
        }
        for (int i = 1; i <= 5; i++) {
            model.remove(Integer.toString(i));
            put(new RegisteredSubscription(Integer.toString(i), null, true, null, null));
        }
        for (int e = 0; e < 10; e++) {
            for (int t = 0; t < 3; t++) {
                SubscriptionFilter filter = new SubscriptionFilter(
                        Map.of(Member.EVENT, "e" + e, Member.TENANT, "t" + t), null);
                assertThat(
                        ids(directory.list(new SubscriptionQuery(filter, SortOrder.ID, false, null, false, 1000,
                                Integer.MAX_VALUE))))
                        .isEqualTo(
                                model.values().stream().filter(one -> filter.matches(one.labels()))
                                        .map(RegisteredSubscription::id)
                                        .toList());
            }
        }
        assertThat(directory.size()).isEqualTo(model.size());
    }
}
