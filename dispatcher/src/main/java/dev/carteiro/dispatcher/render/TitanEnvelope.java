package dev.carteiro.dispatcher.render;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.carteiro.schemas.delivery.Delivery;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.StatusChange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Renders {@code {"trigger":"status_change","event":...,"status":...,"data":...}}: the data, and the new status beside
 * it. Stateless.
 *
 * <p>The data contains large documents, so the status is found without building a tree.
 */
final class TitanEnvelope {
    private static final String TRIGGER = "status_change";

    private TitanEnvelope() {
    }

    static RenderedBody render(Delivery delivery, @Nullable StatusChange statusChange) throws InvalidJsonException {
        List<String> path = statusChange == null ? List.of(StatusChange.DEFAULT_FIELD) : statusChange.path();
        ByteBuffer data = Envelope.json(delivery);
        return RenderedBody.json(new JsonObject(data.remaining()).string("trigger", TRIGGER)
                .string("event", delivery.eventType()).json("status", status(data, path)).json("data", data).bytes());
    }

    /**
     * Returns the status as JSON text; {@code null} in JSON if the subscription now names a field that the data lacks.
     */
    private static ByteBuffer status(ByteBuffer data, List<String> path) throws InvalidJsonException {
        try (JsonParser parser = StrictJson.parser(data)) {
            parser.nextToken();
            String status = value(parser, path);
            return ByteBuffer.wrap((status == null ? "null" : status).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw StrictJson.describe(e, data);
        } catch (IOException e) {
            throw new InvalidJsonException("cannot be read: " + e.getMessage());
        }
    }

    /** Reads the current value to its end. Of a duplicate member the last value counts, as in matching. */
    private static @Nullable String value(JsonParser parser, List<String> path) throws IOException {
        if (path.isEmpty()) {
            String text = scalar(parser);
            parser.skipChildren();
            return text;
        }
        String found = null;
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(path.getFirst());
                parser.nextToken();
                if (wanted) {
                    found = value(parser, path.subList(1, path.size()));
                } else {
                    parser.skipChildren();
                }
            }
        } else {
            parser.skipChildren();
        }
        return found;
    }

    private static @Nullable String scalar(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> '"' + new String(JsonStringEncoder.getInstance().quoteAsString(parser.getText()))
                    + '"';
            case VALUE_NUMBER_INT, VALUE_TRUE, VALUE_FALSE -> parser.getText();
            default -> null;
        };
    }
}
