package dev.carteiro.schemas.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object and the positions of their values in its bytes. Immutable. A single pass checks the
 * whole document and builds no tree.
 *
 * <p>Values are slices of the bytes and are not serialized again, so that numbers, escapes and white space reach the
 * receiver as the producer wrote them.
 */
public final class TopLevelMembers {
    private final Map<String, Member> members;

    private TopLevelMembers(Map<String, Member> members) {
        this.members = members;
    }

    /**
     * Value of one member.
     *
     * @param token first token of the value
     * @param text text of a string; otherwise {@code null}
     * @param start offset of the value in the document
     * @param end offset after the last byte of the value
     */
    public record Member(JsonToken token, @Nullable String text, int start, int end) {
        public boolean isNull() {
            return token == JsonToken.VALUE_NULL;
        }

        /** Returns the kind of the value with an article, for messages. */
        public String kind() {
            return switch (token) {
                case START_OBJECT -> "an object";
                case START_ARRAY -> "an array";
                case VALUE_STRING -> "a string";
                case VALUE_NULL -> "null";
                case VALUE_TRUE, VALUE_FALSE -> "a boolean";
                default -> "a number";
            };
        }
    }

    /**
     * @throws InvalidJsonException if the bytes are not exactly one JSON object in UTF-8, are nested deeper than {@link
     *     StrictJson#MAX_DEPTH}, or contain a duplicate member
     */
    public static TopLevelMembers scan(byte[] utf8) throws InvalidJsonException {
        StrictJson.requireUtf8(utf8);
        try (JsonParser parser = StrictJson.parser(utf8)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw new InvalidJsonException(
                        first == null ? "the value contains no JSON document" : "must be a JSON object");
            }
            Map<String, Member> members = members(parser, utf8);
            if (parser.nextToken() != null) {
                throw StrictJson.describeAt(ByteBuffer.wrap(utf8), offset(parser),
                        "unexpected text after the JSON object");
            }
            return new TopLevelMembers(members);
        } catch (JsonProcessingException e) {
            throw StrictJson.describe(e, ByteBuffer.wrap(utf8));
        } catch (IOException e) {
            throw new InvalidJsonException("cannot be read: " + e.getMessage());
        }
    }

    public @Nullable Member get(String name) {
        return members.get(name);
    }

    /**
     * Returns the JSON text of a member's value without copying it; the text {@code null} if the member is missing.
     *
     * @param document bytes that were scanned
     */
    public ByteBuffer slice(String name, byte[] document) {
        Member member = members.get(name);
        return member == null
                ? ByteBuffer.wrap(new byte[]{'n', 'u', 'l', 'l'})
                : ByteBuffer.wrap(document, member.start(), member.end() - member.start());
    }

    /** Returns the members in the order of the document. */
    public Map<String, Member> members() {
        return members;
    }

    private static Map<String, Member> members(JsonParser parser, byte[] utf8)
            throws IOException, InvalidJsonException {
        Map<String, Member> members = new LinkedHashMap<>();
        JsonToken token = parser.nextToken();
        int tokenStart = offset(parser);
        while (token == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int nameStart = tokenStart;
            JsonToken value = parser.nextToken();
            int start = offset(parser);
            String text = value == JsonToken.VALUE_STRING ? parser.getText() : null;
            parser.skipChildren();
            token = parser.nextToken();
            tokenStart = offset(parser);
            Member member = new Member(value, text, start, endOfValue(utf8, tokenStart));
            if (members.put(name, member) != null) {
                throw StrictJson.describeAt(ByteBuffer.wrap(utf8), nameStart,
                        "duplicate member \"" + shorten(name) + "\"");
            }
        }
        return members;
    }

    /** Returns the offset after the last byte before the next token that is neither white space nor a comma. */
    private static int endOfValue(byte[] utf8, int nextToken) {
        int end = nextToken;
        while ((utf8[end - 1] <= ' ' && utf8[end - 1] >= 0) || utf8[end - 1] == ',') {
            end--;
        }
        return end;
    }

    private static int offset(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    private static String shorten(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "..." : name;
    }
}
