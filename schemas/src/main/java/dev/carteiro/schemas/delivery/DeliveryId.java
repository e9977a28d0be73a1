package dev.carteiro.schemas.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Computes delivery ids, which receivers see as {@code webhook-id}. Single use, by one thread.
 *
 * <p>An id is a function of source, event id and subscription id, so that an event that is routed twice gets the same
 * id twice. One instance serves one event and any number of subscriptions, and hashes the event's part only once.
 */
public final class DeliveryId {
    public static final String PREFIX = "dlv_";

    /** 128 bits: the probability that two of 10^15 deliveries have the same id is below 10^-8. */
    private static final int BYTES = 16;

    /** Length of an id, in characters. */
    static final int LENGTH = PREFIX.length() + 2 * BYTES;

    private final MessageDigest event;

    public DeliveryId(String source, String eventId) {
        event = sha256();
        update(event, source);
        update(event, eventId);
    }

    /** Returns {@code dlv_} and 32 hexadecimal digits. */
    public String forSubscription(String subscriptionId) {
        MessageDigest digest = copy(event);
        update(digest, subscriptionId);
        return PREFIX + HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    /** Hashes the length first, so that no two triples yield the same bytes. */
    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES + bytes.length).putInt(bytes.length).put(bytes).array());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
        }
    }
}
