package dev.carteiro.schemas.delivery;

import org.jspecify.annotations.Nullable;

/**
 * The record that an event came in, for replays, for order within a key, and for whoever looks for it. Immutable; the key
 * is shared and must not be written to.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset
 * @param key its key; {@code null} for none, and for one that is left out
 * @param leftOutKeyBytes the size of a key that is left out; else 0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
public record EventOrigin(String topic, int partition, long offset, byte @Nullable [] key, int leftOutKeyBytes) {
    /** The longest key that travels: each delivery of the event has it, and a share of what headers may take. */
    public static final int MAX_KEY_BYTES = 1_024;

    /** @param key as the record has it; left out where it is too long */
    public static EventOrigin of(String topic, int partition, long offset, byte @Nullable [] key) {
        return key == null || key.length <= MAX_KEY_BYTES
                ? new EventOrigin(topic, partition, offset, key, 0)
                : new EventOrigin(topic, partition, offset, null, key.length);
    }
}
