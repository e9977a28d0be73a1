package dev.carteiro.api.registry;

import java.time.Instant;
import java.util.Arrays;

/**
 * One version of a subscription in one of the two topics. Immutable; the bytes are shared and must not be changed.
 *
 * @param json the document as written
 * @param offset the offset in its topic
 * @param updatedAt when it was written to the subscriptions topic
 */
@SuppressWarnings("ArrayRecordComponent") // compared by sameAs only
record SubscriptionVersion(byte[] json, long offset, Instant updatedAt, SubscriptionLabels labels) {
    boolean sameAs(byte[] other) {
        return Arrays.equals(json, other);
    }

    /** Returns the same document, shared, with another offset and time. */
    SubscriptionVersion at(long otherOffset, Instant otherUpdatedAt) {
        return new SubscriptionVersion(json, otherOffset, otherUpdatedAt, labels);
    }
}
