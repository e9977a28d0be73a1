package dev.carteiro.schemas.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that failed permanently, with the reason and everything needed to redrive it. Its record is the delivery's
 * record with the additional headers {@code dead-reason}, {@code dead-detail}, {@code dead-at}, {@code last-status} and
 * {@code last-response}. Immutable.
 *
 * @param delivery delivery with the number of its attempts and the times of the first and the last
 * @param reason reason for giving up
 * @param detail explanation in one line
 * @param lastStatus HTTP status of the last attempt; {@code null} if it got no response
 * @param lastResponse beginning of the last response body: at most 1 KiB, printable characters
 * @param diedAt time at which the delivery was given up
 */
public record DeadLetter(Delivery delivery, DeadLetterReason reason, String detail, @Nullable Integer lastStatus,
        @Nullable String lastResponse, Instant diedAt) {
    private static final String REASON = "dead-reason";
    private static final String DETAIL = "dead-detail";
    private static final String DIED_AT = "dead-at";
    private static final String STATUS = "last-status";
    private static final String RESPONSE = "last-response";

    /** Headers that a dead letter has in addition to those of its delivery. */
    static final Set<String> NAMES = Set.of(REASON, DETAIL, DIED_AT, STATUS, RESPONSE);

    public Headers headers() {
        Headers headers = DeliveryCodec.headers(delivery);
        DeliveryCodec.add(headers, REASON, reason.code());
        DeliveryCodec.add(headers, DETAIL, detail);
        DeliveryCodec.add(headers, DIED_AT, diedAt);
        DeliveryCodec.add(headers, STATUS, lastStatus == null ? null : Integer.toString(lastStatus));
        DeliveryCodec.add(headers, RESPONSE, lastResponse);
        return headers;
    }

    /**
     * Reads a dead letter.
     *
     * @return {@code null} if the record is not a dead letter
     */
    public static @Nullable DeadLetter read(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        String reason = text(headers, REASON);
        String at = text(headers, DIED_AT);
        if (reason == null || at == null
                || !(DeliveryCodec.read(key, value,
                        headers) instanceof DeliveryCodec.ReadResult.Valid(Delivery delivery))) {
            return null;
        }
        String status = text(headers, STATUS);
        String detail = text(headers, DETAIL);
        try {
            return new DeadLetter(delivery, DeadLetterReason.ofCode(reason).orElse(DeadLetterReason.UNDELIVERABLE),
                    detail == null ? reason : detail, status == null ? null : Integer.valueOf(status),
                    text(headers, RESPONSE), Instant.ofEpochMilli(Long.parseLong(at)));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        byte[] value = header == null ? null : header.value();
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }
}
