package dev.carteiro.dispatcher.render;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.event.EventData;
import dev.carteiro.schemas.json.InvalidJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The {@code standard} profile's body: {@code {"type":...,"timestamp":...,"data":...}}. Stateless. */
public final class StandardBody {
    public static final String CONTENT_TYPE = "application/json";

    private static final byte[] TYPE = ascii("{\"type\":\"");
    private static final byte[] TIMESTAMP = ascii("\",\"timestamp\":\"");
    private static final byte[] DATA = ascii("\",\"data\":");

    private StandardBody() {
    }

    /** @throws InvalidJson if the payload is not what the delivery says it is */
    public static byte[] render(Delivery delivery) throws InvalidJson {
        ByteBuffer data = EventData.of(delivery.format(), delivery.contentType(), delivery.payload());
        byte[] type = JsonStringEncoder.getInstance().quoteAsUTF8(delivery.eventType());
        byte[] time = JsonStringEncoder.getInstance().quoteAsUTF8(delivery.time());
        int length = TYPE.length + type.length + TIMESTAMP.length + time.length + DATA.length + data.remaining() + 1;
        return ByteBuffer.allocate(length).put(TYPE).put(type).put(TIMESTAMP).put(time).put(DATA).put(data)
                .put((byte) '}').array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
