package dev.carteiro.schemas.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers of one event's deliveries, which differ in two of them only: what they share is made once. Used by one
 * thread.
 */
public final class EventHeaders {
    private static final int AT_ID = 0;
    private static final int AT_VERSION = 1;

    private final Header[] headers;

    /** @param any one of the deliveries, or one like them */
    public EventHeaders(Delivery any) {
        List<Header> all = new ArrayList<>();
        all.add(header(DeliveryCodec.ID, any.id()));
        all.add(header(DeliveryCodec.VERSION, Long.toString(any.version())));
        for (Header header : DeliveryCodec.headers(any)) {
            if (!header.key().equals(DeliveryCodec.ID) && !header.key().equals(DeliveryCodec.VERSION)) {
                all.add(header);
            }
        }
        headers = all.toArray(Header[]::new);
    }

    /** As {@link DeliveryCodec#headers} of the delivery; the caller may add to them. */
    public Headers of(String id, long version) {
        headers[AT_ID] = header(DeliveryCodec.ID, id);
        headers[AT_VERSION] = header(DeliveryCodec.VERSION, Long.toString(version));
        return new RecordHeaders(headers);
    }

    private static Header header(String name, String text) {
        return new RecordHeader(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
