package dev.carteiro.dispatcher.render;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.event.EventData;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.subscription.Subscription;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Which profile has which envelope. A function of delivery and subscription alone, so that every attempt has the same
 * bytes while the subscription stays as it is. Stateless.
 */
public final class Envelope {
    private Envelope() {
    }

    /**
     * @throws InvalidJsonException if the payload is not what the delivery says it is
     * @throws IllegalArgumentException if something of the event must become a header and cannot
     */
    public static RenderedBody render(Subscription subscription, Delivery delivery) throws InvalidJsonException {
        return switch (subscription.profile()) {
            case STANDARD -> standard(delivery);
            case TWENTY -> twenty(delivery);
            case CHECKMOB -> checkmob(delivery);
            case GRAFENO -> GrafenoEnvelope.render(delivery, subscription.secrets());
            case CATALISA -> RenderedBody.json(data(delivery).jsonBytes());
            case TITAN -> TitanEnvelope.render(delivery, subscription.statusChange());
            case CLOUDEVENTS -> CloudEventDocument.render(delivery);
            case CLOUDEVENTS_BINARY -> CloudEventHeaders.render(delivery);
            case RAW -> RawEnvelope.render(delivery);
        };
    }

    private static RenderedBody standard(Delivery delivery) throws InvalidJsonException {
        ByteBuffer data = json(delivery);
        return RenderedBody.json(new JsonObject(data.remaining()).string("type", delivery.eventType())
                .string("timestamp", delivery.time()).json("data", data).bytes());
    }

    /** As the system itself sends it: its sample code signs what {@code JSON.stringify} makes of the parsed body. */
    private static RenderedBody twenty(Delivery delivery) throws InvalidJsonException {
        ByteBuffer data = EcmaScriptJson.of(json(delivery));
        return RenderedBody.json(new JsonObject(data.remaining()).string("event", delivery.eventType())
                .json("data", data).string("timestamp", delivery.time()).bytes());
    }

    private static RenderedBody checkmob(Delivery delivery) throws InvalidJsonException {
        ByteBuffer data = json(delivery);
        return RenderedBody.json(new JsonObject(data.remaining()).string("evento", delivery.eventType())
                .json("dados", data).bytes());
    }

    /** The event's data as JSON text. */
    static ByteBuffer json(Delivery delivery) throws InvalidJsonException {
        return data(delivery).json();
    }

    static EventData data(Delivery delivery) throws InvalidJsonException {
        return EventData.of(delivery.format(), delivery.attributes(), delivery.contentType(), delivery.payload());
    }

    /** The payload of a delivery that is a JSON document. */
    static byte[] document(Delivery delivery) {
        return Objects.requireNonNull(delivery.payload());
    }
}
