package dev.carteiro.schemas.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Position and key of the record that contained an event. Replays, ordering by key and troubleshooting use it.
 * Immutable; the key is shared and must not be modified.
 *
 * @param topic topic of the record
 * @param partition partition of the record
 * @param offset offset of the record
 * @param key key of the record; {@code null} if it has none, or if the key was omitted
 * @param leftOutKeyBytes size of a key that was omitted, in bytes; otherwise 0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
public record EventOrigin(String topic, int partition, long offset, byte @Nullable [] key, int leftOutKeyBytes) {
    /** Maximum size of a key that is stored. Every delivery of the event repeats the key in its headers. */
    public static final int MAX_KEY_BYTES = 1_024;

    /** @param key key of the record; omitted if it has more than {@link #MAX_KEY_BYTES} */
    public static EventOrigin of(String topic, int partition, long offset, byte @Nullable [] key) {
        return key == null || key.length <= MAX_KEY_BYTES
                ? new EventOrigin(topic, partition, offset, key, 0)
                : new EventOrigin(topic, partition, offset, null, key.length);
    }
}
