package dev.carteiro.cli.explain;

import dev.carteiro.cli.subscription.EffectiveSubscription;
import dev.carteiro.router.match.Match;
import dev.carteiro.router.match.MatchResult;
import dev.carteiro.router.match.SubscriptionIndex;
import dev.carteiro.schemas.endpoint.EndpointStatus;
import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.explanation.Mismatch;
import dev.carteiro.schemas.explanation.MismatchFinder;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.subscription.SubscriptionState;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Explains the match of one event with each subscription in force. Stateless. */
final class EventExplainer {
    /** The step limit for all filters together, ten times the router's limit for one event. */
    private static final long MAX_STEPS = 20_000_000;

    private static final Comparator<MatchExplanation> NEAREST_FIRST = Comparator
            .comparing((MatchExplanation one) -> !one.reached()).thenComparingInt(one -> one.mismatches().size())
            .thenComparing(MatchExplanation::subscription);

    private EventExplainer() {
    }

    /** Returns first the subscriptions that the event reaches, then the others by number of mismatches. */
    static List<MatchExplanation> of(Event event, Collection<EffectiveSubscription> inForce) {
        SubscriptionReader reader = new SubscriptionReader(AllowedTargets.EVERYWHERE);
        SubscriptionIndex index = new SubscriptionIndex();
        Map<EffectiveSubscription, Subscription> readable = new LinkedHashMap<>();
        List<MatchExplanation> explained = new ArrayList<>();
        for (EffectiveSubscription one : inForce) {
            if (reader.readApplied(one.id(), one.value()) instanceof SubscriptionReadResult.Valid(Subscription valid)) {
                index.put(valid, one.version());
                readable.put(one, valid);
            } else {
                explained.add(
                        new MatchExplanation(one.id(), false, "the subscription cannot be read: write it again",
                                List.of()));
            }
        }
        MatchResult matches = index.match(event);
        Set<String> found = matches.found().stream().map(Match::subscription).collect(Collectors.toSet());
        MismatchFinder finder = new MismatchFinder(event, MAX_STEPS);
        readable.forEach((one, subscription) -> explained
                .add(explain(one, subscription, found.contains(one.id()), matches, finder)));
        explained.sort(NEAREST_FIRST);
        return explained;
    }

    private static MatchExplanation explain(EffectiveSubscription inForce, Subscription subscription, boolean reached,
            MatchResult matches,
            MismatchFinder finder) {
        if (reached) {
            return new MatchExplanation(inForce.id(), true, note(inForce, subscription), List.of());
        }
        String failure = matches.failed().get(inForce.id());
        if (failure != null) {
            return new MatchExplanation(inForce.id(), false,
                    "unknown, because the event goes to quarantine: the filter " + failure
                            + "; after 20 such events in a row the router disables the subscription",
                    List.of());
        }
        List<Mismatch> mismatches = finder.find(subscription);
        return new MatchExplanation(inForce.id(), false, "", mismatches);
    }

    private static String note(EffectiveSubscription inForce, Subscription subscription) {
        if (inForce.endpoint() instanceof EndpointStatus.Disabled disabled) {
            return "but its endpoint is disabled (" + disabled.reason().code()
                    + "), so the delivery is dropped: carteiro subscriptions resume " + inForce.id();
        }
        return subscription.state() == SubscriptionState.PAUSED
                ? "paused: the delivery is held until carteiro subscriptions resume " + inForce.id()
                : "";
    }
}
