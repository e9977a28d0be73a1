package dev.carteiro.checker.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.checker.workload.Hook.Fate;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final long SEED = 7;

    @Test
    void theSeedDecidesEverything() {
        assertThat(Fact.of(SEED, 12).json()).isEqualTo(Fact.of(SEED, 12).json());
        assertThat(Fact.of(SEED, 12)).isNotEqualTo(Fact.of(SEED + 1, 12));
        assertThat(Hooks.of(SEED, false)).isEqualTo(Hooks.of(SEED, false)).isNotEqualTo(Hooks.of(SEED + 1, false));
    }

    @Test
    void theRegistrarAcceptsEverySubscription() {
        SubscriptionReader reader = new SubscriptionReader(AllowedTargets.parse(List.of("127.0.0.0/8")));
        assertThat(LongStream.of(0, 1, SEED, Long.MAX_VALUE).boxed().flatMap(seed -> Hooks.of(seed, true).stream()))
                .allSatisfy(hook -> assertThat(reader.read(hook.id(),
                        hook.json("http://127.0.0.1:8099", "active").getBytes(StandardCharsets.UTF_8)))
                        .isInstanceOf(SubscriptionReadResult.Valid.class));
    }

    @Test
    void everySubscriptionGetsSomethingButTheOneThatWantsNothing() {
        List<Fact> facts = LongStream.range(0, 2_000).mapToObj(number -> Fact.of(SEED, number)).toList();
        Set<String> idle = Hooks.of(SEED, false).stream().filter(hook -> facts.stream().noneMatch(hook::wants))
                .map(Hook::id).collect(Collectors.toSet());
        assertThat(idle).containsExactly("globex-wants-nothing");
    }

    /** Else a request would not say whose subscription it was made for. */
    @Test
    void whoTakesAnIdOverIsAnotherTenantWithAnEndpointOfItsOwn() {
        List<Hook> hooks = Hooks.of(SEED, true);
        List<Hook> former = hooks.stream().filter(hook -> hook.fate().isHandedOver()).toList();
        assertThat(former).extracting(Hook::fate).contains(Fate.IS_REWRITTEN, Fate.IS_MADE_AGAIN,
                Fate.IS_REWRITTEN_WHILE_HELD, Fate.IS_REWRITTEN_AND_REDRIVEN);
        assertThat(former).allSatisfy(one -> assertThat(hooks)
                .filteredOn(hook -> hook.fate() == Fate.TAKES_OVER && hook.id().equals(one.id())).singleElement()
                .satisfies(other -> {
                    assertThat(other.tenant()).isNotEqualTo(one.tenant());
                    assertThat(other.secret()).isNotEqualTo(one.secret());
                }));
        assertThat(hooks).extracting(Hook::path).doesNotHaveDuplicates();
    }

    @Test
    void everyMannerIsThere() {
        assertThat(Hooks.of(SEED, false)).extracting(Hook::manner).contains(Manner.values());
        assertThat(Hooks.of(SEED, false)).extracting(Hook::fate).contains(Fate.IS_DELETED)
                .doesNotContain(Fate.IS_PAUSED);
        assertThat(Hooks.of(SEED, true)).extracting(Hook::fate).contains(Fate.IS_PAUSED);
    }

    @Test
    void matchesByTypeTenantAndFilter() {
        Fact fact = new Fact(1, "evt_1", "person.created", "acme", 50, "");
        assertThat(List.of("person.created", "person.*", "*.created", "*", "person*created"))
                .allSatisfy(pattern -> assertThat(hook(pattern, "acme", -1).wants(fact)).isTrue());
        assertThat(List.of("person", "person.created*", "*.updated", "person.created.*"))
                .allSatisfy(pattern -> assertThat(hook(pattern, "acme", -1).wants(fact)).isFalse());
        assertThat(hook("*", "globex", -1).wants(fact)).isFalse();
        assertThat(hook("*", null, -1).wants(fact)).isFalse();
        assertThat(hook("*", "acme", 49).wants(fact)).isTrue();
        assertThat(hook("*", "acme", 50).wants(fact)).isFalse();
    }

    @Test
    void anAnswerFollowsFromTheDeliveryAndTheAttempt() {
        Instant even = Instant.ofEpochSecond(0);
        assertThat(Manner.HANGS_AT_FIRST.answer("dlv_1", 1, even)).isEqualTo(new Answer.Silence());
        assertThat(Manner.HANGS_AT_FIRST.answer("dlv_1", 2, even)).isEqualTo(Answer.status(200));
        assertThat(Manner.FLAPS.answer("dlv_1", 1, even)).isEqualTo(Answer.status(200));
        assertThat(Manner.FLAPS.answer("dlv_1", 1, even.plusSeconds(2))).isEqualTo(Answer.status(500));
        assertThat(List.of(1, 2, 3, 4)).extracting(n -> Manner.NEVER_WORKS.answer("dlv_1", n, even).isSuccess())
                .containsOnly(false);
        assertThat(Manner.FAILS_AT_FIRST.answer("dlv_1", 4, even).isSuccess()).isTrue();
        assertThat(List.of(Manner.THROTTLES.answer("a", 1, even), Manner.THROTTLES.answer("b", 1, even)))
                .containsExactly(new Answer.Status(503, Duration.ZERO, Duration.ofSeconds(2)),
                        new Answer.Status(429, Duration.ZERO, Duration.ofSeconds(1)));
    }

    private static Hook hook(String pattern, @Nullable String tenant, int above) {
        return new Hook("one", tenant, pattern, above, Manner.HEALTHY, Fate.STAYS, List.of(), Duration.ofSeconds(5),
                16, "whsec_");
    }
}
