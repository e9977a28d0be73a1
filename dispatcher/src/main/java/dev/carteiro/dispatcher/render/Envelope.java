package dev.carteiro.dispatcher.render;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.event.EventData;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.subscription.Subscription;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Renders the body of a request in the envelope of the subscription's profile. Stateless.
 *
 * <p>The result depends only on delivery and subscription, so that every attempt has the same bytes until the
 * subscription changes.
 */
public final class Envelope {
    private Envelope() {
    }

    /**
     * Renders a delivery.
     *
     * @throws InvalidJsonException if the payload does not have the format that the delivery names
     * @throws IllegalArgumentException if an attribute of the event must become a header and cannot
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

    /**
     * Renders the body as Twenty itself does; its sample code signs the result of {@code JSON.stringify} of the parsed
     * body.
     */
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

    /** Returns the event's data as JSON text. */
    static ByteBuffer json(Delivery delivery) throws InvalidJsonException {
        return data(delivery).json();
    }

    static EventData data(Delivery delivery) throws InvalidJsonException {
        return EventData.of(delivery.format(), delivery.attributes(), delivery.contentType(), delivery.payload());
    }

    /** Returns the payload of a delivery that is a JSON document. */
    static byte[] document(Delivery delivery) {
        return Objects.requireNonNull(delivery.payload());
    }
}
