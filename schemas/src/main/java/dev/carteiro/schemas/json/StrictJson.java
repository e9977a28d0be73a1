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
 * JSON as RFC 8259 has it, read from UTF-8 bytes with bounds, so that no input from outside costs more than its size.
 * Stateless and safe for any thread.
 */
public final class StrictJson {
    /** Objects and arrays inside each other; deeper documents are refused. */
    public static final int MAX_DEPTH = 500;

    /** The largest document whose member names are kept for the next one. */
    private static final int SHARED_NAMES_BYTES = 16 * 1024;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final JsonFactory FACTORY = factory(
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());

    /** Names, strings and numbers may be as long as the document, which is bounded: nobody converts the numbers. */
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

    /** What Jackson's messages say of its own classes and switches, which a person who sent JSON cannot use. */
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
     * A streaming parser over bytes that passed {@link #requireUtf8}. It bounds nesting only: whoever asks it for the value
     * of a number pays with the square of its digits.
     */
    public static JsonParser parser(byte[] utf8) throws IOException {
        return parser(ByteBuffer.wrap(utf8));
    }

    /** The same over a part of an array. */
    public static JsonParser parser(ByteBuffer utf8) throws IOException {
        // A factory keeps the names it has seen, thousands of them, however long they are.
        JsonFactory factory = utf8.remaining() <= SHARED_NAMES_BYTES ? STREAMING : factory(ANY_LENGTH);
        return factory.createParser(utf8.array(), utf8.arrayOffset() + utf8.position(), utf8.remaining());
    }

    /** Returns the bytes without the UTF-8 byte order mark that they may begin with, and themselves where there is none. */
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

    /** Reads one value, at whose first token the parser stands, up to its last. */
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
                throw new InvalidJsonException("the value holds no JSON document");
            }
            T value = reader.read(parser);
            if (parser.nextToken() != null) {
                throw describeAt(utf8, offset(parser), "something follows the JSON document");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw describe(e, utf8);
        } catch (IOException e) {
            throw new InvalidJsonException("cannot be read: " + e.getMessage());
        }
    }

    /** The whole document as a tree; for a producer's documents there is {@link EventTree}. */
    public static JsonNode tree(byte[] utf8) throws InvalidJsonException {
        return read(TREE, utf8);
    }

    /** The whole document as a tree; a member that is given twice is an error. */
    public static JsonNode treeWithoutDuplicates(byte[] utf8) throws InvalidJsonException {
        return read(TREE_WITHOUT_DUPLICATES, utf8);
    }

    /** The mapper that writes Carteiro's own documents. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** @throws InvalidJsonException unless the bytes are well-formed UTF-8, not empty, and without a byte order mark */
    public static void requireUtf8(byte[] bytes) throws InvalidJsonException {
        requireUtf8(ByteBuffer.wrap(bytes));
    }

    private static void requireUtf8(ByteBuffer bytes) throws InvalidJsonException {
        if (!bytes.hasRemaining()) {
            throw new InvalidJsonException("the value is empty");
        }
        if (beginsWithByteOrderMark(bytes)) {
            throw new InvalidJsonException("it begins with more than one byte order mark");
        }
        for (int i = 0; i < Math.min(4, bytes.remaining()); i++) {
            // Jackson would take a zero byte here for UTF-16 or UTF-32.
            if (bytes.get(bytes.position() + i) == 0) {
                throw new InvalidJsonException("byte " + i + " is zero, as in UTF-16: save the text as UTF-8");
            }
        }
        // The JDK's own decoder is vectorised and marks what is malformed with U+FFFD; only then is it worth finding out
        // whether that character was in the input or stands for something else.
        if (new String(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining(), StandardCharsets.UTF_8)
                .indexOf('\uFFFD') >= 0) {
            requireWellFormed(bytes);
        }
    }

    /**
     * Returns whether a text has a form in UTF-8. Escapes can spell half a surrogate pair, which would be written as
     * {@code ?}: two different names would become the same.
     */
    public static boolean hasUtf8(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    /** Whether the bytes are well-formed UTF-8, JSON or not. */
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

    /** Says in plain words what Jackson found in a document: without excerpts, and without its own names. */
    public static InvalidJsonException describe(JsonProcessingException e, ByteBuffer utf8) {
        return describe(e, utf8, false);
    }

    /** As above, for a reader that accepts names without quotes and trailing commas. */
    public static InvalidJsonException describeLenient(JsonProcessingException e, ByteBuffer utf8) {
        return describe(e, utf8, true);
    }

    private static InvalidJsonException describe(JsonProcessingException e, ByteBuffer utf8, boolean lenient) {
        int uniqueDepth = e.getOriginalMessage().startsWith("Duplicate") ? JsonSyntaxChecker.UNIQUE_NAMES : 0;
        InvalidJsonException fault = JsonSyntaxChecker.firstFault(utf8, new JsonSyntaxChecker.Rules(uniqueDepth, lenient));
        return fault == null ? inItsOwnWords(e, utf8) : fault;
    }

    /** Describes a fault at one spot, given in bytes from the document's first. */
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

    /** For what is JSON and still rejected: a number or a name beyond a bound. */
    private static InvalidJsonException inItsOwnWords(JsonProcessingException e, ByteBuffer utf8) {
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
                throw new InvalidJsonException("the value holds no JSON document");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw describe(e, ByteBuffer.wrap(utf8));
        } catch (NumberFormatException e) {
            // Jackson lets it through for an exponent beyond an int, as in 1e99999999999.
            throw new InvalidJsonException("a number is out of range");
        } catch (IOException e) {
            throw new InvalidJsonException("cannot be read: " + e.getMessage());
        }
    }
}
