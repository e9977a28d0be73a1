package dev.carteiro.dispatcher.render;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON text as ECMAScript's {@code JSON.stringify(JSON.parse(text))} does, for receivers that verify a signature
 * over what they parsed and serialized again (ADR 27). For single use by one thread.
 *
 * <ul>
 *   <li>There is no white space between tokens.
 *   <li>A string has only the required escapes: {@code \u00e3} becomes the character.
 *   <li>A number has its shortest form, unless a double cannot hold it: see {@link EcmaScriptNumber}.
 *   <li>Of a duplicate member the last value counts, in the place of the first.
 *   <li>Members whose names are array indexes come first, in ascending order.
 * </ul>
 *
 * <p>The text is written while it is read. Only an object whose members must be reordered is copied once more.
 */
final class EcmaScriptJson {
    private static final long LARGEST_INDEX = 4_294_967_294L;
    private static final int MAX_INDEX_DIGITS = 10;
    private static final long NO_INDEX = -1;

    private final JsonParser parser;
    private final Text out;

    private EcmaScriptJson(JsonParser parser, int expected) {
        this.parser = parser;
        out = new Text(expected);
    }

    /**
     * Rewrites one value.
     *
     * @param json one value in UTF-8
     * @throws InvalidJsonException if it is not one valid value
     */
    static ByteBuffer of(ByteBuffer json) throws InvalidJsonException {
        try (JsonParser parser = StrictJson.parser(json)) {
            EcmaScriptJson writer = new EcmaScriptJson(parser, json.remaining());
            parser.nextToken();
            writer.value();
            return writer.out.buffer();
        } catch (JsonProcessingException e) {
            throw StrictJson.describe(e, json);
        } catch (IOException e) {
            throw new InvalidJsonException("cannot be read: " + e.getMessage());
        }
    }

    private void value() throws IOException {
        JsonToken token = parser.currentToken();
        switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> out.string(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.ascii(EcmaScriptNumber.of(parser.getText()));
            default -> out.ascii(token.asString());
        }
    }

    private void array() throws IOException {
        out.write('[');
        for (boolean first = true; parser.nextToken() != JsonToken.END_ARRAY; first = false) {
            if (!first) {
                out.write(',');
            }
            value();
        }
        out.write(']');
    }

    private void object() throws IOException {
        int start = out.size();
        Map<String, Member> members = new LinkedHashMap<>();
        boolean inOrder = true;
        long before = NO_INDEX;
        out.write('{');
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            long index = index(name);
            inOrder &= index == NO_INDEX || index > before;
            before = index == NO_INDEX ? Long.MAX_VALUE : index;
            if (!members.isEmpty()) {
                out.write(',');
            }
            int memberStart = out.size();
            out.string(name);
            out.write(':');
            parser.nextToken();
            value();
            inOrder &= members.put(name, new Member(index, memberStart, out.size())) == null;
        }
        out.write('}');
        if (!inOrder) {
            reorder(start, members);
        }
    }

    private void reorder(int start, Map<String, Member> members) {
        List<Member> ordered = new ArrayList<>(members.values());
        ordered.sort(Comparator.comparingLong(member -> member.index() == NO_INDEX ? Long.MAX_VALUE : member.index()));
        Text reordered = new Text(out.size() - start);
        for (Member member : ordered) {
            reordered.write(reordered.size() == 0 ? '{' : ',');
            reordered.copy(out, member.start(), member.end());
        }
        reordered.write('}');
        out.replace(start, reordered);
    }

    private static long index(String name) {
        if (name.isEmpty() || name.length() > MAX_INDEX_DIGITS || (name.length() > 1 && name.charAt(0) == '0')) {
            return NO_INDEX;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return NO_INDEX;
            }
        }
        long index = Long.parseLong(name);
        return index <= LARGEST_INDEX ? index : NO_INDEX;
    }

    /** The position of a member in the written text: its name, the colon and its value. */
    private record Member(long index, int start, int end) {
    }

    /** The text written so far, in UTF-8. */
    private static final class Text extends ByteArrayOutputStream {
        private static final HexFormat LOWER_CASE = HexFormat.of();

        Text(int expected) {
            super(Math.max(expected, 16));
        }

        void ascii(String text) {
            writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }

        /** Writes a string. An unpaired surrogate has no form in UTF-8 and stays an escape. */
        void string(String text) {
            write('"');
            int from = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (Character.isHighSurrogate(c) && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                    writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
                    ascii(escape(c));
                    from = i + 1;
                }
            }
            writeBytes((from == 0 ? text : text.substring(from)).getBytes(StandardCharsets.UTF_8));
            write('"');
        }

        private static String escape(char c) {
            return switch (c) {
                case '"' -> "\\\"";
                case '\\' -> "\\\\";
                case '\b' -> "\\b";
                case '\f' -> "\\f";
                case '\n' -> "\\n";
                case '\r' -> "\\r";
                case '\t' -> "\\t";
                default -> "\\u" + LOWER_CASE.toHexDigits(c);
            };
        }

        void copy(Text other, int start, int end) {
            write(other.buf, start, end - start);
        }

        void replace(int start, Text other) {
            count = start;
            copy(other, 0, other.count);
        }

        ByteBuffer buffer() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }
}
