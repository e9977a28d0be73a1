package dev.carteiro.schemas.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Reads JSON (RFC 8259) from UTF-8 bytes within limits, so that the cost of external input is proportional to its size.
 * Stateless.
 */
public final class StrictJson {
    /** Maximum nesting depth of objects and arrays; deeper documents are rejected. */
    public static final int MAX_DEPTH = 500;

    /** Maximum size of a document whose member names are cached for later documents. */
    private static final int MAX_BYTES_FOR_NAME_CACHE = 16 * 1024;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final JsonFactory FACTORY = factory(
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());

    /**
     * Limits without a maximum for names, strings and numbers: the size of the document is limited, and numbers are not
     * converted.
     */
    private static final StreamReadConstraints ANY_LENGTH = StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH)
            .maxNumberLength(Integer.MAX_VALUE).maxNameLength(Integer.MAX_VALUE).maxStringLength(Integer.MAX_VALUE)
            .build();

    private static final JsonFactory STREAMING = factory(ANY_LENGTH);

    private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final ObjectReader TREE = MAPPER.readerFor(JsonNode.class);
    private static final ObjectReader TREE_WITHOUT_DUPLICATES = TREE
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    /** Parts of Jackson's messages about its own classes and options, which do not help the author of a document. */
    private static final Pattern INTERNALS = Pattern
            .compile(
                    " ?\\(start marker at [^)]*\\)[^)]*\\)|,? (from )?`[A-Za-z.()_]+`|: enable `.*| \\(maximum allowed\\)");

    private StrictJson() {
    }

    private static JsonFactory factory(StreamReadConstraints constraints) {
        return JsonFactory.builder().streamReadConstraints(constraints)
                .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false).build();
    }

    /**
     * Returns a streaming parser for bytes that passed {@link #requireUtf8}. It limits only the nesting: reading the
     * value of a number takes time that grows with the square of its digits.
     */
    public static JsonParser parser(byte[] utf8) throws IOException {
        return parser(ByteBuffer.wrap(utf8));
    }

    /** Returns the same parser for a part of an array. */
    public static JsonParser parser(ByteBuffer utf8) throws IOException {
        // A factory caches thousands of names, regardless of their length.
        JsonFactory factory = utf8.remaining() <= MAX_BYTES_FOR_NAME_CACHE ? STREAMING : factory(ANY_LENGTH);
        return factory.createParser(utf8.array(), utf8.arrayOffset() + utf8.position(), utf8.remaining());
    }

    /** Returns the bytes without a leading UTF-8 byte order mark, or the same array if there is none. */
    public static byte[] withoutByteOrderMark(byte[] utf8) {
        return beginsWithByteOrderMark(utf8)
                ? Arrays.copyOfRange(utf8, BYTE_ORDER_MARK.length, utf8.length)
                : utf8;
    }

    public static boolean beginsWithByteOrderMark(byte[] bytes) {
        return beginsWithByteOrderMark(ByteBuffer.wrap(bytes));
    }

    private static boolean beginsWithByteOrderMark(ByteBuffer bytes) {
        return bytes.remaining() >= BYTE_ORDER_MARK.length && bytes.get(bytes.position()) == BYTE_ORDER_MARK[0]
                && bytes.get(bytes.position() + 1) == BYTE_ORDER_MARK[1]
                && bytes.get(bytes.position() + 2) == BYTE_ORDER_MARK[2];
    }

    /** Reads one value. The parser is at the first token of the value before, and at the last token afterwards. */
    @FunctionalInterface
    interface ValueReader<T> {
        T read(JsonParser parser) throws IOException;
    }

    /** @throws InvalidJsonException if the bytes are not exactly one JSON document in UTF-8, nested no deeper than {@link #MAX_DEPTH} */
    public static void requireDocument(ByteBuffer utf8) throws InvalidJsonException {
        document(utf8, JsonParser::skipChildren);
    }

    static <T> T document(ByteBuffer utf8, ValueReader<T> reader) throws InvalidJsonException {
        requireUtf8(utf8);
        try (JsonParser parser = parser(utf8)) {
            if (parser.nextToken() == null) {
                throw new InvalidJsonException("the value contains no JSON document");
            }
            T value = reader.read(parser);
            if (parser.nextToken() != null) {
                throw describeAt(utf8, offset(parser), "unexpected text after the JSON document");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw describe(e, utf8);
        } catch (IOException e) {
            throw new InvalidJsonException("cannot be read: " + e.getMessage());
        }
    }

    /** Reads the whole document as a tree. Use {@link EventTree} for documents of producers. */
    public static JsonNode tree(byte[] utf8) throws InvalidJsonException {
        return read(TREE, utf8);
    }

    /** Reads the whole document as a tree, and rejects duplicate members. */
    public static JsonNode treeWithoutDuplicates(byte[] utf8) throws InvalidJsonException {
        return read(TREE_WITHOUT_DUPLICATES, utf8);
    }

    /** Returns the mapper that writes Carteiro's own documents. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** @throws InvalidJsonException if the bytes are empty, are not well-formed UTF-8, or start with a byte order mark */
    public static void requireUtf8(byte[] bytes) throws InvalidJsonException {
        requireUtf8(ByteBuffer.wrap(bytes));
    }

    private static void requireUtf8(ByteBuffer bytes) throws InvalidJsonException {
        if (!bytes.hasRemaining()) {
            throw new InvalidJsonException("the value is empty");
        }
        if (beginsWithByteOrderMark(bytes)) {
            throw new InvalidJsonException("the text starts with more than one byte order mark");
        }
        for (int i = 0; i < Math.min(4, bytes.remaining()); i++) {
            // Jackson would interpret a zero byte here as UTF-16 or UTF-32.
            if (bytes.get(bytes.position() + i) == 0) {
                throw new InvalidJsonException("byte " + i + " is zero, as in UTF-16: save the text as UTF-8");
            }
        }
        // The JDK's decoder is vectorised and replaces malformed input with U+FFFD. Only if there is one, a slower
        // check finds out whether it was in the input.
        if (new String(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining(), StandardCharsets.UTF_8)
                .indexOf('\uFFFD') >= 0) {
            requireWellFormed(bytes);
        }
    }

    /**
     * Returns whether a text can be encoded in UTF-8. Escapes can contain half a surrogate pair, which would be encoded
     * as {@code ?}, so that two different names would become the same.
     */
    public static boolean hasUtf8(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    /** Returns whether the bytes are well-formed UTF-8. */
    public static boolean isUtf8(byte[] bytes) {
        try {
            requireWellFormed(ByteBuffer.wrap(bytes));
            return true;
        } catch (InvalidJsonException e) {
            return false;
        }
    }

    private static void requireWellFormed(ByteBuffer whole) throws InvalidJsonException {
        ByteBuffer in = whole.slice();
        try {
            StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(in);
        } catch (CharacterCodingException e) {
            throw describeAt(whole, in.position(),
                    "byte " + in.position() + " is not valid UTF-8: save the text as UTF-8");
        }
    }

    /** Describes a fault that Jackson found in plain words, without excerpts and without Jackson's own terms. */
    public static InvalidJsonException describe(JsonProcessingException e, ByteBuffer utf8) {
        return describe(e, utf8, false);
    }

    /** Describes a fault like {@link #describe}, for a reader that accepts unquoted names and trailing commas. */
    public static InvalidJsonException describeLenient(JsonProcessingException e, ByteBuffer utf8) {
        return describe(e, utf8, true);
    }

    private static InvalidJsonException describe(JsonProcessingException e, ByteBuffer utf8, boolean lenient) {
        int uniqueDepth = e.getOriginalMessage().startsWith("Duplicate") ? JsonSyntaxChecker.UNIQUE_NAMES : 0;
        InvalidJsonException fault = JsonSyntaxChecker.firstFault(utf8,
                new JsonSyntaxChecker.Rules(uniqueDepth, lenient));
        return fault == null ? inJacksonsWords(e, utf8) : fault;
    }

    /** Describes a fault at an offset, given in bytes from the start of the document. */
    static InvalidJsonException describeAt(ByteBuffer utf8, int offset, String reason) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(offset, utf8.remaining()); i++) {
            byte b = utf8.get(utf8.position() + i);
            if (b == '\n') {
                line++;
                column = 1;
            } else if ((b & 0xC0) != 0x80) {
                column++;
            }
        }
        return new InvalidJsonException(reason, offset, line, column);
    }

    private static int offset(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Describes a document that is JSON but exceeds a limit, in Jackson's words. */
    private static InvalidJsonException inJacksonsWords(JsonProcessingException e, ByteBuffer utf8) {
        String message = e.getOriginalMessage();
        int cut = message.indexOf('\n');
        String first = INTERNALS.matcher(cut < 0 ? message : message.substring(0, cut)).replaceAll("").strip();
        String bounded = first.length() > 200 ? first.substring(0, 200) + "..." : first;
        long offset = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
        return offset < 0 ? new InvalidJsonException(bounded) : describeAt(utf8, (int) offset, bounded);
    }

    private static JsonNode read(ObjectReader reader, byte[] bytes) throws InvalidJsonException {
        byte[] utf8 = withoutByteOrderMark(bytes);
        requireUtf8(utf8);
        try {
            JsonNode node = reader.readTree(utf8);
            if (node == null || node.isMissingNode()) {
                throw new InvalidJsonException("the value contains no JSON document");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw describe(e, ByteBuffer.wrap(utf8));
        } catch (NumberFormatException e) {
            // Jackson throws it for an exponent that exceeds an int, as in 1e99999999999.
            throw new InvalidJsonException("a number is out of range");
        } catch (IOException e) {
            throw new InvalidJsonException("cannot be read: " + e.getMessage());
        }
    }
}
