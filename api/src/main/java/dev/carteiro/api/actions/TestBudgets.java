package dev.carteiro.api.actions;

import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.runtime.server.KeyedTokenBuckets;
import dev.carteiro.schemas.subscription.RateLimit;
import java.util.function.LongSupplier;

/**
 * Limits test deliveries for each subscription, tenant and target host. Safe for any thread.
 *
 * <p>A test ignores the subscription's own {@code rateLimit}, so that an endpoint can be tried at once. Without these
 * budgets a caller could send any number of signed requests to any host.
 *
 * <p>Each API instance counts for itself, in a bounded number of buckets.
 */
public final class TestBudgets {
    private final KeyedTokenBuckets subscriptions;
    private final KeyedTokenBuckets tenants;
    private final KeyedTokenBuckets hosts;

    /**
     * Rates, each of which is also the burst. Immutable.
     *
     * @param subscription tests of one subscription
     * @param tenant tests of all subscriptions of one tenant
     * @param host tests sent to one host, whoever requests them
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
     * @param tenant the subscription's tenant; the caller's account if it has none
     * @throws ApiException if a budget is used up; it names the budget and when to try again
     */
    public synchronized void take(String subscription, String tenant, String host) {
        require(subscriptions, subscription, "this subscription", "api.test-rate-subscription");
        require(tenants, tenant, "this tenant", "api.test-rate-tenant");
        require(hosts, host, "the host '" + host + "'", "api.test-rate-host");
        subscriptions.take(subscription);
        tenants.take(tenant);
        hosts.take(host);
    }

    private static void require(KeyedTokenBuckets budget, String name, String owner, String setting) {
        long wait = budget.nanosUntilToken(name);
        if (wait > 0) {
            throw ApiException.retryLater(ErrorCode.TOO_MANY_TESTS, "the test budget of " + owner + " is used up: "
                    + budget.rate().text() + " (setting " + setting + ")", KeyedTokenBuckets.wholeSeconds(wait));
        }
    }

    private static KeyedTokenBuckets buckets(RateLimit rate, LongSupplier nanoClock) {
        return new KeyedTokenBuckets(rate, rate.permits(), nanoClock);
    }
}
