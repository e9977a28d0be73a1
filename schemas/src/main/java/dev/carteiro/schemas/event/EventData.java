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
 * Decides what an event's data is, for filters and for every profile. Immutable; the bytes are shared with the payload and
 * must not be written to.
 *
 * <pre>
 * content type     data that came as bytes                         data of a structured CloudEvent
 * none, JSON       JSON, in the charset it names                   the JSON value
 * text/*           text, in the charset it names                   a string: that text; else the JSON value
 * any other        bytes                                           a string: that text; else the JSON value
 * </pre>
 *
 * <p>Bytes are the value of a binary CloudEvent, or what {@code data_base64} stands for. The content type is the record's,
 * else {@code datacontenttype}. Text that is not well-formed in its charset, or in a charset that Java does not know, stays
 * bytes. No bytes at all are no JSON, so that they are no data. As JSON, text is a string, and bytes are a string of their
 * base64.
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
     * @param contentType as produced; {@code null} for none, which means JSON
     * @param bytes as produced, of data that came as bytes
     * @param json of data that is JSON
     * @param text of data that is text
     */
    private EventData(@Nullable String contentType, byte @Nullable [] bytes, @Nullable ByteBuffer json,
            @Nullable String text) {
        this.contentType = contentType;
        this.bytes = bytes;
        this.json = json;
        this.text = text;
    }

    /**
     * Data in HTTP's binary mode.
     *
     * @param contentType {@code null} for JSON, and where there is no data
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are shared on purpose
    public record Body(byte[] bytes, @Nullable String contentType) {
    }

    /** @throws InvalidJsonException if the payload is not what its format says; impossible for what {@link EventDecoder} passed */
    public static EventData of(Event event) throws InvalidJsonException {
        return of(event.format(), event.attributes(), event.contentType(), event.payload());
    }

    /**
     * @param attributes of a binary CloudEvent
     * @param contentType of a binary CloudEvent's record
     * @param payload not copied where the whole of it is the data; {@code null} for a binary CloudEvent without data
     * @throws InvalidJsonException if the payload is not what its format says; impossible for what {@link EventDecoder} passed
     */
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
     * @param members of the document
     * @param document an event of the contract
     */
    public static EventData ofContract(TopLevelMembers members, byte[] document) {
        return new EventData(null, null, members.slice("data", document), null);
    }

    /**
     * @param members of the document
     * @param document a structured CloudEvent
     */
    public static EventData ofStructured(TopLevelMembers members, byte[] document) throws InvalidJsonException {
        Member type = members.get(DATA_CONTENT_TYPE);
        String contentType = type == null ? null : type.text();
        Member base64 = members.get("data_base64");
        if (base64 != null && base64.text() != null) {
            return ofBytes(contentType, withoutByteOrderMark(contentType, unpacked(base64.text())));
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

    /** As the binary mode has it; {@code null} for none. */
    public @Nullable String contentType() {
        return contentType;
    }

    /** Whether the event has no data at all; in JSON it is {@code null} then. */
    public boolean isAbsent() {
        return bytes == null && json == null;
    }

    /** The data as JSON text. */
    public ByteBuffer json() {
        if (json != null) {
            return json;
        }
        return bytes == null
                ? ByteBuffer.wrap(NULL)
                : ByteBuffer.wrap(quoted(text == null ? Base64.getEncoder().encodeToString(bytes) : text));
    }

    /** The same in an array of its own; not copied where it is the whole of one. */
    public byte[] jsonBytes() {
        return bytes(json());
    }

    /**
     * The data as base64, where a JSON document must have it in {@code data_base64}: only that brings back each byte.
     *
     * @return {@code null} where {@link #json} does
     */
    public @Nullable String base64() {
        boolean isExact = json != null || bytes == null || (text != null && contentType != null
                && StandardCharsets.UTF_8.equals(MediaType.of(contentType).characters()));
        return isExact ? null : Base64.getEncoder().encodeToString(Objects.requireNonNull(bytes));
    }

    /**
     * The data as bytes: those that were produced where it came as bytes.
     *
     * @throws IllegalArgumentException if it is text that has half a surrogate pair, which no bytes stand for
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

    /** @throws InvalidJsonException if it is not the JSON that its content type says it is */
    void requireJson() throws InvalidJsonException {
        if (json != null) {
            StrictJson.requireDocument(json);
        }
    }

    /**
     * A value as it is delivered: JSON and text in UTF-8 lose the byte order mark that they begin with, which RFC 8259
     * forbids and which is no character of a text.
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

    private static byte[] unpacked(String base64) throws InvalidJsonException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidJsonException("'data_base64' is not base64: write RFC 4648's, without line breaks");
        }
    }

    /** The bytes themselves where they are not of that charset: decoding says then that they are not JSON. */
    private static ByteBuffer transcoded(byte[] bytes, Charset charset) {
        String text = text(bytes, charset);
        return ByteBuffer.wrap(text == null ? bytes : text.getBytes(StandardCharsets.UTF_8));
    }

    /** @return {@code null} where the bytes are not well-formed in that charset */
    private static @Nullable String text(byte[] bytes, Charset charset) {
        try {
            String text = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** In the charset that the content type names; in UTF-8, which it says then, where that cannot write the text. */
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
            throw new IllegalArgumentException("the data is text with half a surrogate pair, which no bytes stand for");
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

    /** Not copied where they are the whole of an array. */
    private static byte[] bytes(ByteBuffer buffer) {
        byte[] array = buffer.array();
        int start = buffer.arrayOffset() + buffer.position();
        return start == 0 && buffer.remaining() == array.length
                ? array
                : Arrays.copyOfRange(array, start, start + buffer.remaining());
    }
}
