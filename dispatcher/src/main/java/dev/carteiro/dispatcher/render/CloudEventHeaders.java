package dev.carteiro.dispatcher.render;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.event.EventData;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.TopLevelMembers;
import dev.carteiro.schemas.targeturl.HeaderRules;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Renders CloudEvents 1.0.2 in HTTP's binary mode: attributes in {@code ce-} headers, data in the body. Stateless. */
final class CloudEventHeaders {
    /** The most attributes of an event in Kafka's binary mode. */
    private static final int MAX_HEADERS = 64;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private CloudEventHeaders() {
    }

    static RenderedBody render(Delivery delivery) throws InvalidJsonException {
        return switch (delivery.format()) {
            case JSON -> {
                byte[] payload = Envelope.document(delivery);
                TopLevelMembers document = TopLevelMembers.scan(payload);
                yield RenderedBody.bytes(EventData.ofContract(document, payload),
                        headers(CloudEventAttributes.ofContract(delivery, document)));
            }
            case CLOUDEVENTS_STRUCTURED -> {
                byte[] payload = Envelope.document(delivery);
                TopLevelMembers document = TopLevelMembers.scan(payload);
                yield RenderedBody.bytes(EventData.ofStructured(document, payload),
                        headers(CloudEventAttributes.ofStructured(delivery, document, payload)));
            }
            case CLOUDEVENTS_BINARY -> RenderedBody.bytes(Envelope.data(delivery),
                    headers(CloudEventAttributes.ofBinary(delivery)));
        };
    }

    /** Applies the bounds of a subscription's headers: most receivers reject longer ones unread. */
    private static Map<String, String> headers(Map<String, String> attributes) {
        Map<String, String> headers = new LinkedHashMap<>();
        int totalLength = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            String name = attribute.getKey();
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "the name of a CloudEvents attribute cannot be a header's: use a-z and 0-9");
            }
            String value = encoded(attribute.getValue());
            HeaderRules.valueProblem(value).ifPresent(reason -> {
                throw new IllegalArgumentException("the CloudEvents attribute " + name + " " + reason);
            });
            totalLength += name.length() + value.length();
            headers.put("ce-" + name, value);
        }
        if (headers.size() > MAX_HEADERS || totalLength > HeaderRules.MAX_TOTAL_BYTES) {
            throw new IllegalArgumentException(headers.size() + " CloudEvents attributes with " + totalLength
                    + " bytes do not fit into headers: use at most " + MAX_HEADERS + " with "
                    + HeaderRules.MAX_TOTAL_BYTES + " bytes");
        }
        return headers;
    }

    /** Encodes all but printable ASCII, and space, quote and percent sign (HTTP protocol binding 3.1.3.2). */
    private static String encoded(String value) {
        StringBuilder encoded = new StringBuilder(value.length());
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b <= '~' && b != '"' && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
