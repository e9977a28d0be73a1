package dev.carteiro.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class BenchLoadTest {
    @Test
    void theIdGivesTheSamePathAsTheSubscription() {
        assertThat(BenchSubscription.several(2, "slow-1000")).allSatisfy(hook -> assertThat(read(hook).targetUrl())
                .hasToString("http://127.0.0.1:8000" + BenchSubscription.path(hook.id())));
        assertThat(BenchSubscription.several(2, "slow-1000").getLast().path()).isEqualTo("/slow/1000/1");
    }

    @Test
    void eachSubscriptionsEventsMatchItAlone() {
        List<BenchSubscription> hooks = BenchSubscription.several(3, "ok");
        assertThat(hooks).allSatisfy(hook -> assertThat(hooks.stream()
                .filter(other -> read(other).events().stream().anyMatch(type -> type.matches(hook.eventType()))))
                .containsExactly(hook));
    }

    @Test
    void makesDeliveriesOfSome600Bytes() {
        ProducerRecord<byte[], byte[]> record = new BenchEvents("test").next("deliveries",
                BenchSubscription.several(1, "ok").getFirst());
        assertThat(record.value()).hasSizeBetween(560, 660);
    }

    private static Subscription read(BenchSubscription hook) {
        SubscriptionReader reader = new SubscriptionReader(AllowedTargets.parse(List.of("127.0.0.0/8")));
        return switch (reader.read(hook.id(), hook.subscription(8000))) {
            case SubscriptionReadResult.Valid(Subscription subscription) -> subscription;
            case SubscriptionReadResult.Invalid invalid -> throw new AssertionError(invalid.detail());
        };
    }
}
