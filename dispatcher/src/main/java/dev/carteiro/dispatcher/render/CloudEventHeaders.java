package dev.carteiro.dispatcher.render;

import com.fasterxml.jackson.core.JsonToken;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.event.ContentTypes;
import dev.carteiro.schemas.json.InvalidJson;
import dev.carteiro.schemas.json.TopLevel;
import dev.carteiro.schemas.json.TopLevel.Member;
import dev.carteiro.schemas.target.HeaderRules;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** CloudEvents 1.0.2 in HTTP's binary mode: attributes in {@code ce-} headers, the body is the data. Stateless. */
final class CloudEventHeaders {
    /** As many as an event may have in Kafka's binary mode. */
    private static final int MOST = 64;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private CloudEventHeaders() {
    }

    static Rendered render(Delivery delivery) throws InvalidJson {
        return switch (delivery.format()) {
            case JSON -> {
                TopLevel document = TopLevel.scan(delivery.payload());
                yield new Rendered(Envelope.bytes(document.slice("data", delivery.payload())), "application/json",
                        headers(CloudEventAttributes.ofContract(delivery, document)));
            }
            case CLOUDEVENTS_STRUCTURED -> structured(delivery, TopLevel.scan(delivery.payload()));
            case CLOUDEVENTS_BINARY -> new Rendered(delivery.payload(), contentType(delivery),
                    headers(CloudEventAttributes.ofBinary(delivery)));
        };
    }

    private static String contentType(Delivery delivery) {
        String attribute = delivery.attributes().get(CloudEventAttributes.DATA_CONTENT_TYPE);
        return RawEnvelope.contentType(delivery.contentType() == null ? attribute : delivery.contentType());
    }

    private static Rendered structured(Delivery delivery, TopLevel document) {
        Member type = document.get(CloudEventAttributes.DATA_CONTENT_TYPE);
        String contentType = type == null ? null : type.text();
        boolean hasData = document.get("data") != null || document.get("data_base64") != null;
        return new Rendered(data(delivery, document, contentType),
                hasData || contentType != null ? RawEnvelope.contentType(contentType) : null,
                headers(CloudEventAttributes.ofStructured(delivery, document)));
    }

    /** JSON format section 3.1, read backwards. */
    private static byte[] data(Delivery delivery, TopLevel document, @Nullable String contentType) {
        Member base64 = document.get("data_base64");
        if (base64 != null && base64.text() != null) {
            return Base64.getDecoder().decode(base64.text());
        }
        Member data = document.get("data");
        if (data == null) {
            return new byte[0];
        }
        return data.token() == JsonToken.VALUE_STRING && !ContentTypes.isJson(contentType)
                ? Objects.requireNonNull(data.text()).getBytes(StandardCharsets.UTF_8)
                : Envelope.bytes(document.slice("data", delivery.payload()));
    }

    /** Bounded as the headers of a subscription are: what is longer, most receivers refuse unread. */
    private static Map<String, String> headers(Map<String, String> attributes) {
        Map<String, String> headers = new LinkedHashMap<>();
        int together = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            String name = attribute.getKey();
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("a CloudEvents attribute's name is no header's: a-z and 0-9");
            }
            String value = encoded(attribute.getValue());
            HeaderRules.valueProblem(value).ifPresent(reason -> {
                throw new IllegalArgumentException("the CloudEvents attribute " + name + " " + reason);
            });
            together += name.length() + value.length();
            headers.put("ce-" + name, value);
        }
        if (headers.size() > MOST || together > HeaderRules.LONGEST_TOGETHER) {
            throw new IllegalArgumentException("the CloudEvents attributes are " + headers.size() + " with " + together
                    + " bytes: at most " + MOST + " with " + HeaderRules.LONGEST_TOGETHER + " become headers");
        }
        return headers;
    }

    /** HTTP protocol binding 3.1.3.2: all but printable ASCII, and the space, the quote and the percent sign. */
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
