package dev.carteiro.schemas.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Builds the tree of a producer's JSON, whose numbers may have as many digits as the document has bytes. Stateless.
 *
 * <p>A whole number that fits into a {@code long} becomes one. Any other number remains text, because converting digits
 * to a binary number takes time that grows with the square of their count. {@link JsonValues#literal} reads both.
 */
public final class EventTree {
    /** Number of characters up to which every whole number fits into a {@code long}. */
    private static final int MAX_LONG_LENGTH = 18;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EventTree() {
    }

    /**
     * @throws InvalidJsonException if the bytes are not exactly one JSON document in UTF-8, or are nested deeper than
     *     {@link StrictJson#MAX_DEPTH}
     */
    public static JsonNode of(ByteBuffer utf8) throws InvalidJsonException {
        return StrictJson.document(utf8, EventTree::value);
    }

    /**
     * Reads a value recursively; the parser limits the depth. The last of several members with the same name counts.
     */
    private static JsonNode value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                ObjectNode object = NODES.objectNode();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.set(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                ArrayNode array = NODES.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield array;
            }
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> parser.getTextLength() <= MAX_LONG_LENGTH
                    ? NODES.numberNode(parser.getLongValue())
                    : NODES.rawValueNode(new RawValue(parser.getText()));
            case VALUE_NUMBER_FLOAT -> NODES.rawValueNode(new RawValue(parser.getText()));
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }
}
