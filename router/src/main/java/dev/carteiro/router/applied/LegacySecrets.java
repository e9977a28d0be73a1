package dev.carteiro.router.applied;

import dev.carteiro.schemas.subscription.Secret;
import dev.carteiro.schemas.subscription.Subscription;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Remembers secrets that are in force and would be rejected if they were given now, so that the registrar does not hold
 * them against a new version of their subscription. Safe for any thread: the global thread writes, stream threads read.
 *
 * <p>There are few: those that were applied before the rules were there.
 */
public final class LegacySecrets {
    private final Map<String, Set<Secret>> bySubscription = new ConcurrentHashMap<>();

    /** A version that is in force. */
    void put(Subscription subscription) {
        Set<Secret> doubtful = Stream
                .concat(subscription.secrets().stream(),
                        subscription.retiringSecrets().stream().map(retiring -> retiring.secret()))
                .filter(secret -> secret instanceof Secret.Hmac hmac && hmac.looksMispasted())
                .collect(Collectors.toUnmodifiableSet());
        if (doubtful.isEmpty()) {
            remove(subscription.id());
        } else {
            bySubscription.put(subscription.id(), doubtful);
        }
    }

    void remove(String id) {
        bySubscription.remove(id);
    }

    /** Returns whether a secret is one that the subscription has already. */
    public Predicate<Secret> of(String id) {
        return secret -> bySubscription.getOrDefault(id, Set.of()).contains(secret);
    }
}
