package dev.carteiro.api.registry;

import java.util.Arrays;

/**
 * One version of a subscription in one of the two topics. Immutable; the bytes are shared and must not be written to.
 *
 * @param json as its owner wrote it
 * @param offset in its topic
 */
@SuppressWarnings("ArrayRecordComponent") // compared by sameAs only
record Version(byte[] json, long offset, Labels labels) {
    boolean sameAs(byte[] other) {
        return Arrays.equals(json, other);
    }

    /** The same document, held once, at another place. */
    Version at(long otherOffset) {
        return new Version(json, otherOffset, labels);
    }
}
