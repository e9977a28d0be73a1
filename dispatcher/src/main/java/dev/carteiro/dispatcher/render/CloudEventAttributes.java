package dev.carteiro.dispatcher.render;

import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.json.TopLevelMembers;
import dev.carteiro.schemas.json.TopLevelMembers.Member;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Returns an event's CloudEvents 1.0 attributes as text, always in the same order. Stateless.
 *
 * <p>Attributes and extensions of an event that arrived as a CloudEvent are kept. An event of the contract has its
 * topic as source. The content type of the data is not included, because each mode writes it elsewhere.
 */
final class CloudEventAttributes {
    static final String DATA_CONTENT_TYPE = "datacontenttype";

    private CloudEventAttributes() {
    }

    /** Returns the attributes of an event of the contract. */
    static Map<String, String> ofContract(Delivery delivery, TopLevelMembers document) {
        Map<String, String> attributes = required("1.0", delivery);
        attributes.put("time", delivery.time());
        Member context = document.get("context");
        putIfText(attributes, "context", context == null ? null : context.text());
        putIfText(attributes, "tenant", delivery.tenant());
        return attributes;
    }

    /** Returns the attributes of an event that arrived in binary mode. */
    static Map<String, String> ofBinary(Delivery delivery) {
        Map<String, String> attributes = required(delivery.attributes().getOrDefault("specversion", "1.0"), delivery);
        new TreeMap<>(delivery.attributes()).forEach((name, value) -> {
            if (isAttribute(name)) {
                attributes.putIfAbsent(name, value);
            }
        });
        attributes.replace("time", delivery.time());
        return attributes;
    }

    /** Returns the attributes of an event that arrived in structured mode; CloudEvents allows no objects or arrays. */
    static Map<String, String> ofStructured(Delivery delivery, TopLevelMembers document, byte[] payload) {
        Map<String, String> attributes = required("1.0", delivery);
        document.members().forEach((name, member) -> {
            String text = text(payload, member);
            if (text != null && isAttribute(name)) {
                attributes.put(name, text);
            }
        });
        attributes.replace("time", delivery.time());
        return attributes;
    }

    private static Map<String, String> required(String version, Delivery delivery) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", version);
        attributes.put("id", delivery.eventId());
        attributes.put("source", delivery.source());
        attributes.put("type", delivery.eventType());
        return attributes;
    }

    private static boolean isAttribute(String name) {
        return !name.equals("data") && !name.equals("data_base64") && !name.equals(DATA_CONTENT_TYPE);
    }

    private static void putIfText(Map<String, String> attributes, String name, @Nullable String text) {
        if (text != null) {
            attributes.put(name, text);
        }
    }

    private static @Nullable String text(byte[] document, Member member) {
        return switch (member.token()) {
            case VALUE_STRING -> member.text();
            case VALUE_NUMBER_INT, VALUE_TRUE, VALUE_FALSE ->
                new String(document, member.start(), member.end() - member.start(), StandardCharsets.US_ASCII);
            default -> null;
        };
    }
}
