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
 * The members of one JSON object and where their values lie in its bytes, found in a single pass that checks the whole
 * document and builds no tree. Immutable.
 *
 * <p>Values are cut out of the bytes rather than parsed and written again, so that numbers, escapes and white space
 * reach the receiver as the producer wrote them.
 */
public final class TopLevelMembers {
    private final Map<String, Member> members;

    private TopLevelMembers(Map<String, Member> members) {
        this.members = members;
    }

    /**
     * One member's value.
     *
     * @param token the value's first token
     * @param text the string, for a string; else {@code null}
     * @param start of the value in the document's bytes
     * @param end behind the value's last byte
     */
    public record Member(JsonToken token, @Nullable String text, int start, int end) {
        public boolean isNull() {
            return token == JsonToken.VALUE_NULL;
        }

        /** What a person calls this kind of value. */
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
     * @throws InvalidJsonException if the bytes are not exactly one JSON object in UTF-8, are nested deeper than
     *     {@link StrictJson#MAX_DEPTH}, or name a member twice
     */
    public static TopLevelMembers scan(byte[] utf8) throws InvalidJsonException {
        StrictJson.requireUtf8(utf8);
        try (JsonParser parser = StrictJson.parser(utf8)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw new InvalidJsonException(first == null ? "the value holds no JSON document" : "must be a JSON object");
            }
            Map<String, Member> members = members(parser, utf8);
            if (parser.nextToken() != null) {
                throw StrictJson.describeAt(ByteBuffer.wrap(utf8), offset(parser),
                        "something follows the JSON object");
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
     * A member's value as JSON text, not copied; {@code null} in JSON for one that is not there.
     *
     * @param document the bytes that were scanned
     */
    public ByteBuffer slice(String name, byte[] document) {
        Member member = members.get(name);
        return member == null
                ? ByteBuffer.wrap(new byte[]{'n', 'u', 'l', 'l'})
                : ByteBuffer.wrap(document, member.start(), member.end() - member.start());
    }

    /** In the document's order. */
    public Map<String, Member> members() {
        return members;
    }

    private static Map<String, Member> members(JsonParser parser, byte[] utf8) throws IOException, InvalidJsonException {
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
                        "the member \"" + shorten(name) + "\" is given twice");
            }
        }
        return members;
    }

    /** The last byte before the next token that is neither white space nor the comma between members. */
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
