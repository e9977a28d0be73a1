package dev.carteiro.dispatcher.render;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.event.EventData;
import dev.carteiro.schemas.json.InvalidJson;
import dev.carteiro.schemas.subscription.Subscription;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Which profile has which envelope. A function of delivery and subscription alone, so that every attempt has the same
 * bytes while the subscription stays as it is. Stateless.
 */
public final class Envelope {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Envelope() {
    }

    /**
     * @throws InvalidJson if the payload is not what the delivery says it is
     * @throws IllegalArgumentException if something of the event must become a header and cannot
     */
    public static Rendered render(Subscription subscription, Delivery delivery) throws InvalidJson {
        return switch (subscription.profile()) {
            case STANDARD -> standard(delivery);
            case TWENTY -> twenty(delivery);
            case CHECKMOB -> checkmob(delivery);
            case GRAFENO -> GrafenoEnvelope.render(delivery, subscription.secrets());
            case CATALISA -> Rendered.json(bytes(data(delivery)));
            case TITAN -> TitanEnvelope.render(delivery, subscription.statusChange());
            case CLOUDEVENTS -> CloudEventDocument.render(delivery);
            case CLOUDEVENTS_BINARY -> CloudEventHeaders.render(delivery);
            case RAW -> RawEnvelope.render(delivery);
        };
    }

    private static Rendered standard(Delivery delivery) throws InvalidJson {
        return Rendered.json(new JsonObject(delivery.payload().length).string("type", delivery.eventType())
                .string("timestamp", delivery.time()).json("data", data(delivery)).bytes());
    }

    /** As the system itself sends it: its sample code signs what {@code JSON.stringify} makes of the parsed body. */
    private static Rendered twenty(Delivery delivery) throws InvalidJson {
        return Rendered.json(new JsonObject(delivery.payload().length).string("event", delivery.eventType())
                .json("data", EcmaScriptJson.of(data(delivery))).string("timestamp", delivery.time()).bytes());
    }

    private static Rendered checkmob(Delivery delivery) throws InvalidJson {
        return Rendered.json(new JsonObject(delivery.payload().length).string("evento", delivery.eventType())
                .json("dados", data(delivery)).bytes());
    }

    /** The event's data as JSON text. */
    static ByteBuffer data(Delivery delivery) throws InvalidJson {
        return EventData.of(delivery.format(), delivery.contentType(), delivery.payload());
    }

    /**
     * An event's bytes without the byte order mark that JSON must not begin with (RFC 8259 section 8.1); not copied where
     * there is none. Events with one were accepted once, and their deliveries may still wait.
     */
    static byte[] withoutByteOrderMark(byte[] json) {
        return json.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(json, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)
                        ? Arrays.copyOfRange(json, BYTE_ORDER_MARK.length, json.length)
                        : json;
    }

    /** Not copied where they are the whole of an array. */
    static byte[] bytes(ByteBuffer buffer) {
        byte[] array = buffer.array();
        int start = buffer.arrayOffset() + buffer.position();
        return start == 0 && buffer.remaining() == array.length
                ? array
                : Arrays.copyOfRange(array, start, start + buffer.remaining());
    }
}
