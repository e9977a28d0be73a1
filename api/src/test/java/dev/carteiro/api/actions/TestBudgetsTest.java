package dev.carteiro.api.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.schemas.subscription.RateLimit;
import dev.carteiro.testkit.time.ManualTime;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestBudgetsTest {
    private final ManualTime time = ManualTime.startingAt("2026-01-01T00:00:00Z");
    private final TestBudgets budgets = new TestBudgets(
            new TestBudgets.Rates(RateLimit.parse("2/m"), RateLimit.parse("3/m"), RateLimit.parse("4/m")),
            time.nanoClock());

    private void assertUsedUp(String subscription, String tenant, String host, String detail, String after) {
        assertThatThrownBy(() -> budgets.take(subscription, tenant, host)).isInstanceOfSatisfying(ApiException.class,
                exception -> {
                    assertThat(exception.status()).isEqualTo(429);
                    assertThat(exception.errors().getFirst().code().code()).isEqualTo("too-many-tests");
                    assertThat(exception.errors().getFirst().detail()).contains(detail);
                    assertThat(exception.headers()).isEqualTo(Map.of("Retry-After", after));
                });
    }

    private void takes(String subscription, String tenant, String host) {
        assertThatCode(() -> budgets.take(subscription, tenant, host)).doesNotThrowAnyException();
    }

    @Test
    void aSubscriptionHasABudgetThatRefillsOverTime() {
        takes("s1", "acme", "h1");
        takes("s1", "acme", "h1");
        assertUsedUp("s1", "acme", "h1", "this subscription is used up: 2/m (setting api.test-rate-subscription)",
                "30");
        time.advance(Duration.ofSeconds(30));
        takes("s1", "acme", "h1");
        assertUsedUp("s1", "acme", "h1", "this subscription", "30");
    }

    @Test
    void aTenantHasOneBudgetForAllItsSubscriptions() {
        takes("s1", "acme", "h1");
        takes("s2", "acme", "h2");
        takes("s3", "acme", "h3");
        assertUsedUp("s4", "acme", "h4", "this tenant is used up: 3/m (setting api.test-rate-tenant)", "20");
        takes("s5", "beta", "h4");
    }

    @Test
    void aHostHasOneBudgetForAllCallers() {
        takes("s1", "acme", "h");
        takes("s2", "beta", "h");
        takes("s3", "gamma", "h");
        takes("s4", "delta", "h");
        assertUsedUp("s5", "epsilon", "h", "the host 'h' is used up: 4/m (setting api.test-rate-host)", "15");
    }

    @Test
    void aRejectedTestTakesNothingFromOtherBudgets() {
        takes("s1", "acme", "h");
        takes("s1", "acme", "h");
        for (int i = 0; i < 10; i++) {
            assertUsedUp("s1", "acme", "h", "this subscription", "30");
        }
        takes("s2", "acme", "h");
    }
}
