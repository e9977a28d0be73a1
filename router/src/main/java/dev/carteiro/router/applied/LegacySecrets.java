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
 * Secrets in force that the current rules would reject. Thread-safe: the global thread writes, stream threads read. The
 * registrar still accepts them in new versions of their subscriptions.
 *
 * <p>There are few, because they must have been applied before the rules existed.
 */
public final class LegacySecrets {
    private final Map<String, Set<Secret>> bySubscription = new ConcurrentHashMap<>();

    /** Records the secrets of a version in force. */
    void put(Subscription subscription) {
        Set<Secret> legacy = Stream
                .concat(subscription.secrets().stream(),
                        subscription.retiringSecrets().stream().map(retiring -> retiring.secret()))
                .filter(secret -> secret instanceof Secret.Hmac hmac && hmac.looksMispasted())
                .collect(Collectors.toUnmodifiableSet());
        if (legacy.isEmpty()) {
            remove(subscription.id());
        } else {
            bySubscription.put(subscription.id(), legacy);
        }
    }

    void remove(String id) {
        bySubscription.remove(id);
    }

    /** Returns a predicate that accepts the recorded secrets of the subscription. */
    public Predicate<Secret> of(String id) {
        return secret -> bySubscription.getOrDefault(id, Set.of()).contains(secret);
    }
}
