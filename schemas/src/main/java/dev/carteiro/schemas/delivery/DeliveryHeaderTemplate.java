package dev.carteiro.schemas.delivery;

import dev.carteiro.schemas.wire.WireSize;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers of one event's deliveries, which differ in two of them only: what they share is made once. Used by one
 * thread.
 */
public final class DeliveryHeaderTemplate {
    private static final int LONGEST_VERSION = Long.toString(Long.MAX_VALUE).length();

    private final Header[] headers;
    private final int bytes;
    private final int atId;
    private final int atVersion;

    /** @param any one of the deliveries, or one like them */
    public DeliveryHeaderTemplate(Delivery any) {
        headers = DeliveryCodec.headers(any).toArray();
        List<String> names = Arrays.stream(headers).map(Header::key).toList();
        atId = names.indexOf(DeliveryCodec.ID);
        atVersion = names.indexOf(DeliveryCodec.VERSION);
        int sum = DeliveryId.LENGTH + LONGEST_VERSION;
        for (Header header : headers) {
            sum += WireSize.of(header);
        }
        bytes = sum;
    }

    /** Returns an upper bound of what the headers of any of the deliveries take. */
    public int bytes() {
        return bytes;
    }

    /** As {@link DeliveryCodec#headers} of the delivery; the caller may add to them. */
    public Headers of(String id, long version) {
        headers[atId] = header(DeliveryCodec.ID, id);
        headers[atVersion] = header(DeliveryCodec.VERSION, Long.toString(version));
        return new RecordHeaders(headers);
    }

    private static Header header(String name, String text) {
        return new RecordHeader(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
