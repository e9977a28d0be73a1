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
 * Creates the headers of all deliveries of one event. The deliveries differ in two headers only; the others are created
 * once. Not thread-safe.
 */
public final class DeliveryHeaderTemplate {
    private static final int MAX_VERSION_LENGTH = Long.toString(Long.MAX_VALUE).length();

    private final Header[] headers;
    private final int bytes;
    private final int idIndex;
    private final int versionIndex;

    /** @param any one of the deliveries, or a delivery with the same shared headers */
    public DeliveryHeaderTemplate(Delivery any) {
        headers = DeliveryCodec.headers(any).toArray();
        List<String> names = Arrays.stream(headers).map(Header::key).toList();
        idIndex = names.indexOf(DeliveryCodec.ID);
        versionIndex = names.indexOf(DeliveryCodec.VERSION);
        int sum = DeliveryId.LENGTH + MAX_VERSION_LENGTH;
        for (Header header : headers) {
            sum += WireSize.of(header);
        }
        bytes = sum;
    }

    /** Returns an upper bound of the size of one delivery's headers, in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Returns the headers of one delivery, as {@link DeliveryCodec#headers} does. The caller may add to them. */
    public Headers of(String id, long version) {
        headers[idIndex] = header(DeliveryCodec.ID, id);
        headers[versionIndex] = header(DeliveryCodec.VERSION, Long.toString(version));
        return new RecordHeaders(headers);
    }

    private static Header header(String name, String text) {
        return new RecordHeader(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
