package dev.carteiro.schemas.event;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.carteiro.schemas.json.InvalidJson;
import dev.carteiro.schemas.json.TopLevel;
import dev.carteiro.schemas.json.TopLevel.Member;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An event's data as JSON text, cut out of the bytes as produced. Data of the binary mode that is not JSON becomes a
 * JSON string: of the text where it is {@code text/*}, else of its base64. Stateless.
 */
public final class EventData {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

    private EventData() {
    }

    /**
     * @param payload the event's bytes; not copied where the whole of them is the data
     * @throws InvalidJson if the payload is not what its format says; impossible for what {@link EventDecoder} passed
     */
    public static ByteBuffer of(EventFormat format, @Nullable String contentType, byte[] payload) throws InvalidJson {
        return switch (format) {
            case JSON, CLOUDEVENTS_STRUCTURED -> member(payload);
            case CLOUDEVENTS_BINARY -> ContentTypes.isJson(contentType)
                    ? ByteBuffer.wrap(payload)
                    : ByteBuffer.wrap(asJsonString(contentType, payload));
        };
    }

    private static ByteBuffer member(byte[] payload) throws InvalidJson {
        TopLevel document = TopLevel.scan(payload);
        Member data = document.get("data");
        Member found = data == null ? document.get("data_base64") : data;
        return found == null
                ? ByteBuffer.wrap(NULL)
                : ByteBuffer.wrap(payload, found.start(), found.end() - found.start());
    }

    private static byte[] asJsonString(@Nullable String contentType, byte[] payload) {
        boolean text = contentType != null && contentType.startsWith("text/");
        String string = text
                ? new String(payload, StandardCharsets.UTF_8)
                : Base64.getEncoder().encodeToString(payload);
        byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(string);
        byte[] quoted = Arrays.copyOf(new byte[]{'"'}, escaped.length + 2);
        System.arraycopy(escaped, 0, quoted, 1, escaped.length);
        quoted[quoted.length - 1] = '"';
        return quoted;
    }
}
