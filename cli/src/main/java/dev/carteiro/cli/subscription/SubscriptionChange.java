package dev.carteiro.cli.subscription;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A change of a subscription: a record for the subscriptions topic. Immutable.
 *
 * @param id the subscription's id, and the record's key
 * @param value the subscription; {@code null} to delete it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
public record SubscriptionChange(String id, byte @Nullable [] value) {
    public static SubscriptionChange delete(String id) {
        return new SubscriptionChange(id, null);
    }

    byte[] key() {
        return id.getBytes(StandardCharsets.UTF_8);
    }
}
