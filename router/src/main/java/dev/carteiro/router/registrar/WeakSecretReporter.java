package dev.carteiro.router.registrar;

import dev.carteiro.runtime.logging.LogLine;
import dev.carteiro.runtime.logging.RateLimitedLog;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Problem;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs subscriptions that were accepted although their secrets are weak. Thread-safe. */
final class WeakSecretReporter {
    private static final Logger LOG = LoggerFactory.getLogger(WeakSecretReporter.class);

    private final RateLimitedLog journal = new RateLimitedLog(LOG, Level.WARN, "weak secrets", System::nanoTime);

    void report(Subscription subscription) {
        for (Problem warning : subscription.warnings()) {
            journal.write(() -> new LogLine("subscription " + subscription.id() + " was accepted, but " + warning,
                    Map.of("subscription", subscription.id())));
        }
    }
}
