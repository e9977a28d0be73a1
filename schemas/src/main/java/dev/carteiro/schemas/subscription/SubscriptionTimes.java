package dev.carteiro.schemas.subscription;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Times at which a subscription was created and last updated, stored in headers of the applied topic as unix
 * milliseconds in decimal text. Immutable. Both are times at which Kafka appended a record to the subscriptions topic.
 *
 * @param createdAt time of the creation; {@code null} for subscriptions of versions that did not record it
 */
public record SubscriptionTimes(@Nullable Instant createdAt, Instant updatedAt) {
    static final String CREATED_AT = "created-at";
    static final String UPDATED_AT = "updated-at";

    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,15}");

    /**
     * Reads a record's headers. An invalid time counts as missing.
     *
     * @param appendedAt time at which Kafka appended the record, in unix milliseconds; the time of the update if there
     *     is no header
     */
    public static SubscriptionTimes read(Headers headers, long appendedAt) {
        Instant updatedAt = time(headers, UPDATED_AT);
        return new SubscriptionTimes(time(headers, CREATED_AT),
                updatedAt == null ? Instant.ofEpochMilli(appendedAt) : updatedAt);
    }

    public Headers headers() {
        Headers headers = new RecordHeaders();
        if (createdAt != null) {
            headers.add(CREATED_AT, bytes(createdAt));
        }
        return headers.add(UPDATED_AT, bytes(updatedAt));
    }

    private static byte[] bytes(Instant time) {
        return Long.toString(time.toEpochMilli()).getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable Instant time(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            return null;
        }
        String text = new String(header.value(), StandardCharsets.UTF_8);
        return MILLIS.matcher(text).matches() ? Instant.ofEpochMilli(Long.parseLong(text)) : null;
    }
}
