package dev.carteiro.it;

import java.time.Duration;
import org.awaitility.Awaitility;

/** A fixed wait, for states that cannot be queried: Carteiro does not show when a subscription is in force everywhere. */
final class FixedWait {
    private FixedWait() {
    }

    static void millis(long millis) {
        Awaitility.await().pollDelay(Duration.ofMillis(millis)).atMost(Duration.ofMillis(millis + 10_000))
                .until(() -> true);
    }
}
