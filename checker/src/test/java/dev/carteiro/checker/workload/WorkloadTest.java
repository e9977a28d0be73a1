package dev.carteiro.checker.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.checker.workload.WorkloadSubscription.PlannedChange;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
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
        assertThat(WorkloadEvent.of(SEED, 12).json()).isEqualTo(WorkloadEvent.of(SEED, 12).json());
        assertThat(WorkloadEvent.of(SEED, 12)).isNotEqualTo(WorkloadEvent.of(SEED + 1, 12));
        assertThat(SubscriptionGenerator.of(SEED, false)).isEqualTo(SubscriptionGenerator.of(SEED, false))
                .isNotEqualTo(SubscriptionGenerator.of(SEED + 1, false));
    }

    @Test
    void theRegistrarAcceptsEverySubscription() {
        SubscriptionReader reader = new SubscriptionReader(AllowedTargets.parse(List.of("127.0.0.0/8")));
        assertThat(LongStream.of(0, 1, SEED, Long.MAX_VALUE).boxed()
                .flatMap(seed -> SubscriptionGenerator.of(seed, true).stream()))
                .allSatisfy(hook -> assertThat(reader.read(hook.id(),
                        hook.json("http://127.0.0.1:8099", "active").getBytes(StandardCharsets.UTF_8)))
                        .isInstanceOf(SubscriptionReadResult.Valid.class));
    }

    @Test
    void everySubscriptionGetsEventsExceptTheOneThatMatchesNone() {
        List<WorkloadEvent> facts = LongStream.range(0, 2_000).mapToObj(number -> WorkloadEvent.of(SEED, number))
                .toList();
        Set<String> idle = SubscriptionGenerator.of(SEED, false).stream()
                .filter(hook -> facts.stream().noneMatch(hook::matches))
                .map(WorkloadSubscription::id).collect(Collectors.toSet());
        assertThat(idle).containsExactly("globex-wants-nothing");
    }

    /** Otherwise a request would not show which subscription it was made for. */
    @Test
    void theNewOwnerOfAnIdIsAnotherTenantWithAnEndpointOfItsOwn() {
        List<WorkloadSubscription> hooks = SubscriptionGenerator.of(SEED, true);
        List<WorkloadSubscription> former = hooks.stream().filter(hook -> hook.fate().isHandedOver()).toList();
        assertThat(former).extracting(WorkloadSubscription::fate).contains(PlannedChange.REWRITTEN,
                PlannedChange.RECREATED,
                PlannedChange.REWRITTEN_WHILE_HELD, PlannedChange.REWRITTEN_AND_REDRIVEN);
        assertThat(former).allSatisfy(one -> assertThat(hooks)
                .filteredOn(hook -> hook.fate() == PlannedChange.TAKES_OVER && hook.id().equals(one.id()))
                .singleElement()
                .satisfies(other -> {
                    assertThat(other.tenant()).isNotEqualTo(one.tenant());
                    assertThat(other.secret()).isNotEqualTo(one.secret());
                }));
        assertThat(hooks).extracting(WorkloadSubscription::path).doesNotHaveDuplicates();
    }

    @Test
    void everyBehaviourOccurs() {
        assertThat(SubscriptionGenerator.of(SEED, false)).extracting(WorkloadSubscription::manner)
                .contains(EndpointBehaviour.values());
        assertThat(SubscriptionGenerator.of(SEED, false)).extracting(WorkloadSubscription::fate)
                .contains(PlannedChange.DELETED)
                .doesNotContain(PlannedChange.PAUSED);
        assertThat(SubscriptionGenerator.of(SEED, true)).extracting(WorkloadSubscription::fate)
                .contains(PlannedChange.PAUSED);
    }

    @Test
    void matchesByTypeTenantAndFilter() {
        WorkloadEvent fact = new WorkloadEvent(1, "evt_1", "person.created", "acme", 50, "");
        assertThat(List.of("person.created", "person.*", "*.created", "*", "person*created"))
                .allSatisfy(pattern -> assertThat(hook(pattern, "acme", -1).matches(fact)).isTrue());
        assertThat(List.of("person", "person.created*", "*.updated", "person.created.*"))
                .allSatisfy(pattern -> assertThat(hook(pattern, "acme", -1).matches(fact)).isFalse());
        assertThat(hook("*", "globex", -1).matches(fact)).isFalse();
        assertThat(hook("*", null, -1).matches(fact)).isFalse();
        assertThat(hook("*", "acme", 49).matches(fact)).isTrue();
        assertThat(hook("*", "acme", 50).matches(fact)).isFalse();
    }

    @Test
    void aResponseDependsOnTheDeliveryAndTheAttempt() {
        Instant even = Instant.ofEpochSecond(0);
        assertThat(EndpointBehaviour.HANGS_AT_FIRST.respond("dlv_1", 1, even))
                .isEqualTo(new PlannedResponse.NoResponse());
        assertThat(EndpointBehaviour.HANGS_AT_FIRST.respond("dlv_1", 2, even)).isEqualTo(PlannedResponse.status(200));
        assertThat(EndpointBehaviour.FLAPS.respond("dlv_1", 1, even)).isEqualTo(PlannedResponse.status(200));
        assertThat(EndpointBehaviour.FLAPS.respond("dlv_1", 1, even.plusSeconds(2)))
                .isEqualTo(PlannedResponse.status(500));
        assertThat(List.of(1, 2, 3, 4))
                .extracting(n -> EndpointBehaviour.NEVER_WORKS.respond("dlv_1", n, even).isSuccess())
                .containsOnly(false);
        assertThat(EndpointBehaviour.FAILS_AT_FIRST.respond("dlv_1", 4, even).isSuccess()).isTrue();
        assertThat(List.of(EndpointBehaviour.THROTTLES.respond("a", 1, even),
                EndpointBehaviour.THROTTLES.respond("b", 1, even)))
                .containsExactly(new PlannedResponse.StatusResponse(503, Duration.ZERO, Duration.ofSeconds(2)),
                        new PlannedResponse.StatusResponse(429, Duration.ZERO, Duration.ofSeconds(1)));
    }

    private static WorkloadSubscription hook(String pattern, @Nullable String tenant, int above) {
        return new WorkloadSubscription("one", tenant, pattern, above, EndpointBehaviour.HEALTHY, PlannedChange.NONE,
                List.of(), Duration.ofSeconds(5),
                16, "whsec_");
    }
}
