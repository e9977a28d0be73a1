package dev.carteiro.api.actions;

import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.runtime.server.KeyedTokenBuckets;
import dev.carteiro.schemas.subscription.RateLimit;
import java.util.function.LongSupplier;

/**
 * Bounds how many tests are sent: of one subscription, of one tenant and to one host. Safe for any thread. A test goes past
 * the subscription's own {@code rateLimit}, so that an endpoint can be tried at once; without this it would be a way to
 * have signed requests sent to anybody, as many as one likes.
 *
 * <p>Each API counts for itself, in a bounded number of buckets.
 */
public final class TestBudgets {
    private final KeyedTokenBuckets subscriptions;
    private final KeyedTokenBuckets tenants;
    private final KeyedTokenBuckets hosts;

    /**
     * How many there may be; as many at once after a rest. Immutable.
     *
     * @param subscription tests of one
     * @param tenant tests of one tenant's subscriptions
     * @param host tests that are sent to one, whoever asks for them
     */
    public record Rates(RateLimit subscription, RateLimit tenant, RateLimit host) {
        public static final Rates DEFAULT = new Rates(RateLimit.parse("10/m"), RateLimit.parse("60/m"),
                RateLimit.parse("120/m"));
    }

    public TestBudgets(Rates rates, LongSupplier nanoClock) {
        subscriptions = buckets(rates.subscription(), nanoClock);
        tenants = buckets(rates.tenant(), nanoClock);
        hosts = buckets(rates.host(), nanoClock);
    }

    /**
     * Takes one test from all three budgets, or from none.
     *
     * @param tenant the subscription's, or whoever asks where it has none
     * @throws ApiException if one of them is used up, saying which and when to come back
     */
    public synchronized void take(String subscription, String tenant, String host) {
        require(subscriptions, subscription, "this subscription", "api.test-rate-subscription");
        require(tenants, tenant, "this tenant", "api.test-rate-tenant");
        require(hosts, host, "the host '" + host + "'", "api.test-rate-host");
        subscriptions.take(subscription);
        tenants.take(tenant);
        hosts.take(host);
    }

    private static void require(KeyedTokenBuckets budget, String name, String of, String setting) {
        long wait = budget.lacks(name);
        if (wait > 0) {
            throw ApiException.later(ErrorCode.TOO_MANY_TESTS, "the budget for tests of " + of + " is used up: "
                    + budget.rate().text() + " (setting " + setting + ")", KeyedTokenBuckets.wholeSeconds(wait));
        }
    }

    private static KeyedTokenBuckets buckets(RateLimit rate, LongSupplier nanoClock) {
        return new KeyedTokenBuckets(rate, rate.permits(), nanoClock);
    }
}
