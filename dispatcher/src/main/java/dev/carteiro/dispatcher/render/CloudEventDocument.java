package dev.carteiro.dispatcher.render;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.event.ContentTypes;
import dev.carteiro.schemas.json.InvalidJson;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.json.TopLevel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0.2 in HTTP's structured mode: one JSON document with attributes and data. An event that came as such a
 * document goes out as the bytes it came in. Stateless.
 */
final class CloudEventDocument {
    static final String CONTENT_TYPE = "application/cloudevents+json";

    private CloudEventDocument() {
    }

    static Rendered render(Delivery delivery) throws InvalidJson {
        return new Rendered(switch (delivery.format()) {
            case JSON -> ofContract(delivery);
            case CLOUDEVENTS_STRUCTURED -> Envelope.withoutByteOrderMark(delivery.payload());
            case CLOUDEVENTS_BINARY -> ofBinary(delivery);
        }, CONTENT_TYPE, Map.of());
    }

    private static byte[] ofContract(Delivery delivery) throws InvalidJson {
        TopLevel document = TopLevel.scan(delivery.payload());
        JsonObject json = new JsonObject(delivery.payload().length);
        CloudEventAttributes.ofContract(delivery, document).forEach(json::string);
        return json.string(CloudEventAttributes.DATA_CONTENT_TYPE, "application/json")
                .json("data", document.slice("data", delivery.payload())).bytes();
    }

    /** JSON format section 3.1: JSON as it is, text as a string, and all other bytes in base64. */
    private static byte[] ofBinary(Delivery delivery) {
        byte[] payload = delivery.payload();
        String contentType = delivery.contentType() != null
                ? delivery.contentType()
                : delivery.attributes().get(CloudEventAttributes.DATA_CONTENT_TYPE);
        JsonObject json = new JsonObject(payload.length);
        CloudEventAttributes.ofBinary(delivery).forEach(json::string);
        if (contentType != null) {
            json.string(CloudEventAttributes.DATA_CONTENT_TYPE, contentType);
        }
        if (ContentTypes.isJson(delivery.contentType())) {
            return json.json("data", ByteBuffer.wrap(payload)).bytes();
        }
        return isUtf8Text(delivery.contentType(), payload)
                ? json.string("data", new String(payload, StandardCharsets.UTF_8)).bytes()
                : json.string("data_base64", Base64.getEncoder().encodeToString(payload)).bytes();
    }

    /** Anything that a string would not bring back byte by byte is base64's. */
    private static boolean isUtf8Text(@Nullable String contentType, byte[] payload) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        if (!type.startsWith("text/") || (type.contains("charset") && !type.contains("utf-8"))) {
            return false;
        }
        return payload.length == 0 || StrictJson.isUtf8(payload);
    }
}
