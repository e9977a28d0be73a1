package dev.carteiro.it;

import java.time.Duration;
import org.awaitility.Awaitility;

/** A wait that nothing can be asked about: Carteiro does not promise when a subscription is in force everywhere. */
final class FixedWait {
    private FixedWait() {
    }

    static void millis(long millis) {
        Awaitility.await().pollDelay(Duration.ofMillis(millis)).atMost(Duration.ofMillis(millis + 10_000))
                .until(() -> true);
    }
}
