package dev.carteiro.dispatcher.attempt;

import dev.carteiro.dispatcher.hold.HeldPartition;
import dev.carteiro.dispatcher.status.EndpointStatusTracker;
import dev.carteiro.dispatcher.verdict.DeliveryLifetime;
import dev.carteiro.runtime.subscriptions.SubscriptionLookup;
import dev.carteiro.runtime.subscriptions.Subscriptions;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.endpoint.EndpointStatus.Disabled;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.time.Durations;
import java.time.Instant;

/**
 * Decides by the current version of its subscription what to do with a delivery. Safe for any thread.
 *
 * <p>The check is made when a delivery arrives and again when its attempt begins, so that a pause, a fix or a delete
 * applies to everything that is queued.
 *
 * <p>A delivery keeps the tenant of its event. While deliveries are queued, held, waiting for a retry or dead, their
 * subscription's id may pass to another tenant. The tenants are therefore compared at every check, for tests too.
 *
 * <p>A test is also sent while its subscription is paused or disabled, because it exists to show how the endpoint
 * responds.
 */
public final class DeliveryGate {
    /** Names neither tenant, because each can read this text in its own history. */
    private static final String OTHER_TENANT = "the subscription's tenant is not the event's";

    private final Subscriptions subscriptions;
    private final EndpointStatusTracker statusTracker;

    public DeliveryGate(Subscriptions subscriptions, EndpointStatusTracker statusTracker) {
        this.subscriptions = subscriptions;
        this.statusTracker = statusTracker;
    }

    /**
     * Returns what follows for a delivery that is due.
     *
     * @param now by the wall clock
     */
    public GateResult judge(Delivery delivery, Instant now, LaneClock clock) {
        return switch (check(delivery, now, clock.agreed())) {
            case Decision.Send(Subscription subscription, long version) ->
                new GateResult.Proceed(subscription, version);
            case Decision.Cancel(String why) -> new GateResult.Stop(Consequences.cancelled(delivery, why, now));
            case Decision.EndpointDisabled(Disabled status) ->
                new GateResult.Stop(Consequences.refused(delivery, status, now));
            case Decision.Expire(String detail) -> new GateResult.Stop(Consequences.expired(delivery, detail, now));
            case Decision.ClockDisagreement() -> new GateResult.Stop(Consequences.doubted(delivery, clock));
            case Decision.Hold() -> new GateResult.Hold(Consequences.held(delivery, clock.cautious()));
            case Decision.VersionNotRead() -> new GateResult.AwaitVersion();
        };
    }

    /**
     * @param now by the wall clock
     * @param agreed the time that the brokers' clocks have reached, too, see {@link LaneClock#agreed}
     */
    Decision check(Delivery delivery, Instant now, Instant agreed) {
        return switch (subscriptions.find(delivery.subscription(), delivery.version())) {
            case SubscriptionLookup.ViewBehind() -> new Decision.VersionNotRead();
            case SubscriptionLookup.DeletedSubscription() -> new Decision.Cancel("the subscription was deleted");
            case SubscriptionLookup.FoundSubscription(Subscription subscription, long version) ->
                check(delivery, subscription, version, now, agreed);
        };
    }

    private Decision check(Delivery delivery, Subscription subscription, long version, Instant now, Instant agreed) {
        // First of all: a delivery of another tenant is neither sent, nor held, nor kept as a dead letter.
        if (!subscription.admitsTenant(delivery.tenant())) {
            return new Decision.Cancel(OTHER_TENANT);
        }
        Instant end = DeliveryLifetime.end(delivery, subscription);
        if (delivery.test()) {
            return now.isAfter(end)
                    ? expired("no attempt could be made within " + Durations.format(DeliveryLifetime.TEST_LIFETIME),
                            end, agreed)
                    : new Decision.Send(subscription, version);
        }
        return switch (subscription.state()) {
            case DISABLED -> new Decision.Cancel("the subscription is disabled");
            case PAUSED -> delivery.progress().held().compareTo(HeldPartition.MAX_HOLD) > 0
                    ? new Decision.Expire("held for more than " + Durations.format(HeldPartition.MAX_HOLD))
                    : new Decision.Hold();
            case ACTIVE ->
                statusTracker.disabled(subscription.id(), version).<Decision>map(Decision.EndpointDisabled::new)
                        .orElseGet(() -> now.isAfter(end)
                                ? expired("older than maxAge, " + Durations.format(subscription.maxAge()), end, agreed)
                                : new Decision.Send(subscription, version));
        };
    }

    private static Decision expired(String detail, Instant end, Instant agreed) {
        return agreed.isAfter(end) ? new Decision.Expire(detail) : new Decision.ClockDisagreement();
    }
}
