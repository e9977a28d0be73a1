package dev.carteiro.schemas.event;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.json.TopLevelMembers;
import dev.carteiro.schemas.json.TopLevelMembers.Member;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The data of an event, as filters and all profiles see it. Immutable; the bytes are shared with the payload and must
 * not be modified.
 *
 * <pre>
 * content type     data that came as bytes                         data of a structured CloudEvent
 * none, JSON       JSON, in the named charset                      the JSON value
 * text/*           text, in the named charset                      a string: that text; otherwise the JSON value
 * any other        bytes                                           a string: that text; otherwise the JSON value
 * </pre>
 *
 * <p>"Bytes" are the value of a binary CloudEvent, or the decoded {@code data_base64}. The content type is that of the
 * record, otherwise {@code datacontenttype}. Text remains bytes if it is malformed in its charset, or if Java does not
 * know the charset. An empty JSON value is not JSON and counts as no data. As JSON, text becomes a string, and bytes
 * become a string of their base64.
 */
public final class EventData {
    private static final String DATA_CONTENT_TYPE = "datacontenttype";
    private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NONE = {};

    private final @Nullable String contentType;
    private final byte @Nullable [] bytes;
    private final @Nullable ByteBuffer json;
    private final @Nullable String text;

    /**
     * @param contentType content type as produced; {@code null} for none, which means JSON
     * @param bytes bytes as produced, for data that came as bytes
     * @param json JSON text, for data that is JSON
     * @param text text, for data that is text
     */
    private EventData(@Nullable String contentType, byte @Nullable [] bytes, @Nullable ByteBuffer json,
            @Nullable String text) {
        this.contentType = contentType;
        this.bytes = bytes;
        this.json = json;
        this.text = text;
    }

    /**
     * Data in the HTTP binary mode.
     *
     * @param contentType {@code null} for JSON, and if there is no data
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
    public record Body(byte[] bytes, @Nullable String contentType) {
    }

    /**
     * @throws InvalidJsonException if the payload does not have the event's format; impossible for events of {@link
     *     EventDecoder}
     */
    public static EventData of(Event event) throws InvalidJsonException {
        return of(event.format(), event.attributes(), event.contentType(), event.payload());
    }

    /**
     * @param attributes attributes of a binary CloudEvent
     * @param contentType content type of a binary CloudEvent's record
     * @param payload payload, which is not copied if all of it is the data; {@code null} for a binary CloudEvent
     *     without data
     * @throws InvalidJsonException if the payload does not have this format; impossible for events of {@link EventDecoder} */
    public static EventData of(EventFormat format, Map<String, String> attributes, @Nullable String contentType,
            byte @Nullable [] payload) throws InvalidJsonException {
        if (format == EventFormat.CLOUDEVENTS_BINARY) {
            return ofBytes(contentType == null ? attributes.get(DATA_CONTENT_TYPE) : contentType, payload);
        }
        byte[] document = payload == null ? NONE : payload;
        TopLevelMembers members = TopLevelMembers.scan(document);
        return format == EventFormat.JSON ? ofContract(members, document) : ofStructured(members, document);
    }

    /**
     * @param members members of the document
     * @param document event document of the contract
     */
    public static EventData ofContract(TopLevelMembers members, byte[] document) {
        return new EventData(null, null, members.slice("data", document), null);
    }

    /**
     * @param members members of the document
     * @param document structured CloudEvent
     */
    public static EventData ofStructured(TopLevelMembers members, byte[] document) throws InvalidJsonException {
        Member type = members.get(DATA_CONTENT_TYPE);
        String contentType = type == null ? null : type.text();
        Member base64 = members.get("data_base64");
        if (base64 != null && base64.text() != null) {
            return ofBytes(contentType, withoutByteOrderMark(contentType, decoded(base64.text())));
        }
        Member data = members.get("data");
        if (data == null) {
            return new EventData(contentType, null, null, null);
        }
        boolean isText = data.token() == JsonToken.VALUE_STRING && contentType != null
                && !MediaType.of(contentType).isJson();
        return new EventData(contentType, null, members.slice("data", document), isText ? data.text() : null);
    }

    private static EventData ofBytes(@Nullable String contentType, byte @Nullable [] bytes) {
        MediaType type = contentType == null ? null : MediaType.of(contentType);
        boolean isJson = type == null || type.isJson();
        if (bytes == null || (isJson && bytes.length == 0)) {
            return new EventData(contentType, null, null, null);
        }
        Charset charset = type == null ? StandardCharsets.UTF_8 : type.characters();
        if (isJson) {
            ByteBuffer json = charset == null || charset.equals(StandardCharsets.UTF_8)
                    ? ByteBuffer.wrap(bytes)
                    : transcoded(bytes, charset);
            return new EventData(contentType, bytes, json, null);
        }
        return new EventData(contentType, bytes, null,
                charset != null && type != null && type.isText() ? text(bytes, charset) : null);
    }

    /** Returns the content type as in the binary mode; {@code null} for none. */
    public @Nullable String contentType() {
        return contentType;
    }

    /** Returns whether the event has no data at all. As JSON, it is {@code null} then. */
    public boolean isAbsent() {
        return bytes == null && json == null;
    }

    /** Returns the data as JSON text. */
    public ByteBuffer json() {
        if (json != null) {
            return json;
        }
        return bytes == null
                ? ByteBuffer.wrap(NULL)
                : ByteBuffer.wrap(quoted(text == null ? Base64.getEncoder().encodeToString(bytes) : text));
    }

    /** Returns the data as JSON text in an array of its own, without copying if it already is one. */
    public byte[] jsonBytes() {
        return bytes(json());
    }

    /**
     * Returns the data as base64 if a JSON document needs {@code data_base64} to preserve every byte.
     *
     * @return {@code null} if {@link #json} preserves the data
     */
    public @Nullable String base64() {
        boolean isExact = json != null || bytes == null || (text != null && contentType != null
                && StandardCharsets.UTF_8.equals(MediaType.of(contentType).characters()));
        return isExact ? null : Base64.getEncoder().encodeToString(Objects.requireNonNull(bytes));
    }

    /**
     * Returns the data as bytes. Data that came as bytes is returned as produced.
     *
     * @throws IllegalArgumentException if the data is text with half a surrogate pair, which cannot be encoded
     */
    public Body body() {
        if (bytes != null) {
            return new Body(bytes, contentType);
        }
        if (text != null && contentType != null) {
            return encoded(text, contentType);
        }
        return new Body(json == null ? NONE : bytes(json), contentType);
    }

    /** @throws InvalidJsonException if the content type is JSON and the data is not */
    void requireJson() throws InvalidJsonException {
        if (json != null) {
            StrictJson.requireDocument(json);
        }
    }

    /**
     * Returns a value as it is delivered. JSON and text in UTF-8 lose a byte order mark at the beginning: RFC 8259
     * forbids it, and it is not a character of the text.
     */
    public static byte @Nullable [] withoutByteOrderMark(EventFormat format, Map<String, String> attributes,
            @Nullable String contentType, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        return format == EventFormat.CLOUDEVENTS_BINARY
                ? withoutByteOrderMark(contentType == null ? attributes.get(DATA_CONTENT_TYPE) : contentType, value)
                : StrictJson.withoutByteOrderMark(value);
    }

    private static byte[] withoutByteOrderMark(@Nullable String contentType, byte[] bytes) {
        byte[] without = StrictJson.withoutByteOrderMark(bytes);
        if (without.length == bytes.length || contentType == null) {
            return without;
        }
        MediaType type = MediaType.of(contentType);
        boolean isUtf8 = (type.isJson() || type.isText()) && StandardCharsets.UTF_8.equals(type.characters());
        return isUtf8 ? without : bytes;
    }

    private static byte[] decoded(String base64) throws InvalidJsonException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidJsonException(
                    "'data_base64' is not base64: use the alphabet of RFC 4648 section 4, without line breaks");
        }
    }

    /**
     * Returns the bytes unchanged if they are malformed in this charset; decoding then reports that they are not JSON.
     */
    private static ByteBuffer transcoded(byte[] bytes, Charset charset) {
        String text = text(bytes, charset);
        return ByteBuffer.wrap(text == null ? bytes : text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns {@code null} if the bytes are malformed in this charset. */
    private static @Nullable String text(byte[] bytes, Charset charset) {
        try {
            String text = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /**
     * Encodes in the charset that the content type names. If that charset cannot encode the text, uses UTF-8 and says
     * so in the content type.
     */
    private static Body encoded(String text, String contentType) {
        Charset charset = MediaType.of(contentType).characters();
        if (charset != null && charset.canEncode()) {
            byte[] bytes = encoded(text, charset);
            if (bytes != null) {
                return new Body(bytes, contentType);
            }
        }
        byte[] bytes = encoded(text, StandardCharsets.UTF_8);
        if (bytes == null) {
            throw new IllegalArgumentException("the data is text with half a surrogate pair, which cannot be encoded");
        }
        return new Body(bytes, MediaType.of(contentType).name() + "; charset=utf-8");
    }

    private static byte @Nullable [] encoded(String text, Charset charset) {
        try {
            return bytes(charset.newEncoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).encode(CharBuffer.wrap(text)));
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static byte[] quoted(String string) {
        byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(string);
        byte[] quoted = Arrays.copyOf(new byte[]{'"'}, escaped.length + 2);
        System.arraycopy(escaped, 0, quoted, 1, escaped.length);
        quoted[quoted.length - 1] = '"';
        return quoted;
    }

    /** Returns the bytes, without copying if they are a whole array. */
    private static byte[] bytes(ByteBuffer buffer) {
        byte[] array = buffer.array();
        int start = buffer.arrayOffset() + buffer.position();
        return start == 0 && buffer.remaining() == array.length
                ? array
                : Arrays.copyOfRange(array, start, start + buffer.remaining());
    }
}
