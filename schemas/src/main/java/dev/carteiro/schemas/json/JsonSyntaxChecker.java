package dev.carteiro.schemas.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the text of one JSON document byte by byte, and explains in plain words where it is not JSON. Not thread-safe.
 *
 * <p>Jackson decides what is JSON. This class explains what Jackson rejects, and finds the end of a document in a
 * stream of documents.
 *
 * <pre>
 *        VALUE ---> STRING, NUMBER, WORD ---> SEPARATOR ---> VALUE        in an array
 *          ^                                      |
 *          +--- COLON <--- STRING <--- NAME <-----+                       in an object
 * </pre>
 *
 * <p>It keeps the open objects and arrays, and the last member name of each, but no strings or numbers.
 */
public final class JsonSyntaxChecker {
    /** Value for {@link Rules#uniqueDepth}: member names must be unique in every object. */
    public static final int UNIQUE_NAMES = Integer.MAX_VALUE;

    private static final int MAX_SHOWN_LENGTH = 60;
    private static final Map<String, String> MISSPELT_WORDS = Map.of("True", "true", "TRUE", "true", "False", "false",
            "FALSE", "false", "Null", "null", "NULL", "null", "None", "null", "nil", "null", "undefined", "null");
    private static final Set<String> NOT_NUMBERS = Set.of("NaN", "Infinity", "inf", "nan");
    private static final String REMOVE_COMMENT = "JSON has no comments: remove this one";
    private static final String DOUBLE_QUOTES = "names and strings need double quotes: \"";

    private final Rules rules;
    private final Deque<OpenContainer> levels = new ArrayDeque<>();
    private final ByteArrayOutputStream token = new ByteArrayOutputStream();
    private State state = State.VALUE;
    private boolean first = true;
    private boolean inName;
    private int missing;
    private int offset;
    private int line;
    private int column;
    private int textOffset;
    private int textLine;
    private int textColumn;
    private TextPosition tokenBegan;
    private TextPosition comma;
    private @Nullable InvalidJsonException fault;

    /**
     * Rules for a document that differ from RFC 8259.
     *
     * @param uniqueDepth level down to which a duplicate member is a fault: 0 for none, 1 for the members of the
     *     document itself, {@link #UNIQUE_NAMES} for all
     * @param lenient whether unquoted names and trailing commas are accepted
     */
    public record Rules(int uniqueDepth, boolean lenient) {
    }

    /** State of the document after a byte. */
    public enum DocumentStatus {
        /** The document continues. */
        OPEN,
        /** The byte was the last of the document. */
        COMPLETE,
        /** The previous byte was the last of the document. Only a number or a word at the top level ends so. */
        COMPLETE_BEFORE,
        /** The document is invalid, see {@link #fault}. */
        WRONG
    }

    private enum State {
        VALUE,
        NAME,
        COLON,
        SEPARATOR,
        STRING,
        ESCAPE,
        HEX,
        WORD,
        MINUS,
        ZERO,
        DIGITS,
        POINT,
        FRACTION,
        E,
        SIGN,
        EXPONENT,
        CHARACTER
    }

    /**
     * @param offset offset in bytes from the start of the document
     * @param column column in characters, from 1 */
    private record TextPosition(int offset, int line, int column) {
        @Override
        public String toString() {
            return "in line " + line + ", column " + column;
        }
    }

    private static final class OpenContainer {
        private final char bracket;
        private final TextPosition began;
        private final @Nullable Set<String> names;
        private int entries;
        private String name = "";

        OpenContainer(char bracket, TextPosition began, @Nullable Set<String> names) {
            this.bracket = bracket;
            this.began = began;
            this.names = names;
        }

        boolean isObject() {
            return bracket == '{';
        }

        char close() {
            return isObject() ? '}' : ']';
        }
    }

    /**
     * @param line line of the first byte of the document, from 1
     * @param column column of the first byte, from 1
     */
    public JsonSyntaxChecker(int line, int column, Rules rules) {
        this.rules = rules;
        this.line = line;
        this.column = column;
        textLine = line;
        textColumn = column;
        tokenBegan = here();
        comma = tokenBegan;
    }

    /** Returns the first fault of a document; {@code null} if there is none. */
    static @Nullable InvalidJsonException firstFault(ByteBuffer utf8, Rules rules) {
        JsonSyntaxChecker grammar = new JsonSyntaxChecker(1, 1, rules);
        ByteBuffer text = utf8.duplicate();
        DocumentStatus status = DocumentStatus.OPEN;
        while (text.hasRemaining() && status == DocumentStatus.OPEN) {
            status = grammar.accept(text.get());
        }
        if (status == DocumentStatus.OPEN) {
            return grammar.end();
        }
        if (status == DocumentStatus.COMPLETE_BEFORE) {
            text.position(text.position() - 1);
        }
        while (text.hasRemaining() && grammar.fault == null) {
            grammar.follow(text.get());
        }
        return grammar.fault;
    }

    /** Processes the next byte. Must not be called again after any other result than {@link DocumentStatus#OPEN}. */
    public DocumentStatus accept(byte next) {
        int b = next & 0xFF;
        DocumentStatus status = process(b);
        if (status != DocumentStatus.COMPLETE_BEFORE) {
            advance(b);
        }
        if (!isSpace(b)) {
            textOffset = offset;
            textLine = line;
            textColumn = column;
        }
        return status;
    }

    private void advance(int b) {
        offset++;
        if (b == '\n') {
            line++;
            column = 1;
        } else if ((b & 0xC0) != 0x80) {
            column++;
        }
    }

    private TextPosition here() {
        return new TextPosition(offset, line, column);
    }

    /** Returns the position after the last byte that is not white space. */
    private TextPosition endOfText() {
        return new TextPosition(textOffset, textLine, textColumn);
    }

    private void follow(byte next) {
        if (!isSpace(next & 0xFF)) {
            wrong("unexpected text after the JSON document");
        }
        advance(next & 0xFF);
    }

    /** Returns the line of the next byte, from 1. */
    public int line() {
        return line;
    }

    /** Returns the column of the next byte in characters, from 1. */
    public int column() {
        return column;
    }

    /** Returns whether an object or an array is open, or was open when the fault was found. */
    public boolean isInside() {
        return !levels.isEmpty();
    }

    public InvalidJsonException fault() {
        if (fault == null) {
            throw new IllegalStateException("there is no fault");
        }
        return fault;
    }

    /**
     * Ends the text.
     *
     * @return fault of an incomplete document; {@code null} if the document is complete
     */
    public @Nullable InvalidJsonException end() {
        if (isInNumberOrWord()) {
            DocumentStatus status = process(' ');
            if (status != DocumentStatus.OPEN) {
                return fault;
            }
        }
        switch (state) {
            case STRING, ESCAPE, HEX ->
                wrongAt(tokenBegan, "the string that starts here is not closed: a \" is missing");
            default -> {
                OpenContainer level = levels.peek();
                wrongAt(endOfText(), level == null
                        ? "the text ends without a complete JSON document"
                        : "the text ends, but the " + level.bracket + " " + level.began + " is not closed: a "
                                + level.close() + " is missing");
            }
        }
        return fault;
    }

    private boolean isInNumberOrWord() {
        return switch (state) {
            case WORD, MINUS, ZERO, DIGITS, POINT, FRACTION, E, SIGN, EXPONENT -> true;
            case VALUE, NAME, COLON, SEPARATOR, STRING, ESCAPE, HEX, CHARACTER -> false;
        };
    }

    private DocumentStatus process(int b) {
        return switch (state) {
            case VALUE -> isSpace(b) ? DocumentStatus.OPEN : value(b);
            case NAME -> isSpace(b) ? DocumentStatus.OPEN : name(b);
            case COLON -> isSpace(b) ? DocumentStatus.OPEN : colon(b);
            case SEPARATOR -> isSpace(b) ? DocumentStatus.OPEN : separator(b);
            case STRING -> string(b);
            case ESCAPE -> escape(b);
            case HEX -> hex(b);
            case WORD -> word(b);
            case CHARACTER -> character(b);
            default -> number(b);
        };
    }

    private DocumentStatus value(int b) {
        OpenContainer level = levels.peek();
        if (b == '{' || b == '[') {
            return open((char) b);
        }
        if (b == '"') {
            return begin(State.STRING, false);
        }
        if (b == '-') {
            return begin(State.MINUS, false);
        }
        if (b >= '0' && b <= '9') {
            return begin(firstDigit(b), false);
        }
        if (isLetter(b)) {
            begin(State.WORD, false);
            return word(b);
        }
        if (b == ']' && level != null && !level.isObject()) {
            return first || rules.lenient ? close() : wrongAt(comma, "remove the comma before the ]");
        }
        if ((b == ',' || b == '}') && level != null && level.isObject()) {
            return wrong("the value of " + quoted(level.name) + " is missing");
        }
        return switch (b) {
            case ',' -> wrong("expected a value before this comma");
            case '+' -> wrong("a number must not start with +");
            case '.' -> wrong("a number needs a digit before its decimal point, as in 0.5");
            default -> unexpected(b, level == null ? "expected a JSON document" : "expected a value");
        };
    }

    private DocumentStatus name(int b) {
        if (b == '"') {
            return begin(State.STRING, true);
        }
        if (b == '}') {
            return first || rules.lenient ? close() : wrongAt(comma, "remove the comma before the }");
        }
        if (isLetter(b)) {
            return nameWithoutQuotes(b);
        }
        return unexpected(b, "expected a member's name in double quotes" + (first ? ", or }" : ""));
    }

    private DocumentStatus nameWithoutQuotes(int b) {
        if (!rules.lenient) {
            return wrong(DOUBLE_QUOTES + "name\": ...");
        }
        begin(State.WORD, true);
        return word(b);
    }

    private DocumentStatus colon(int b) {
        if (b == ':') {
            state = State.VALUE;
            first = false;
            return DocumentStatus.OPEN;
        }
        return unexpected(b, "expected a colon after " + quoted(level().name));
    }

    private DocumentStatus separator(int b) {
        OpenContainer level = level();
        if (b == ',') {
            comma = here();
            first = false;
            state = level.isObject() ? State.NAME : State.VALUE;
            return DocumentStatus.OPEN;
        }
        if (b == level.close()) {
            return close();
        }
        if (b == '}' || b == ']') {
            return wrong("expected a " + level.close() + " for the " + level.bracket + " " + level.began + ", not a "
                    + (char) b);
        }
        return unexpected(b, "expected a comma or " + level.close() + " after " + lastValue(level));
    }

    private String lastValue(OpenContainer level) {
        if (level.isObject()) {
            return "the value of " + quoted(level.name);
        }
        OpenContainer outer = levels.stream().skip(1).findFirst().orElse(null);
        return "entry " + level.entries + " of "
                + (outer == null || !outer.isObject() ? "the array" : quoted(outer.name));
    }

    private DocumentStatus open(char bracket) {
        if (levels.size() == StrictJson.MAX_DEPTH) {
            return wrong("objects and arrays are nested deeper than " + StrictJson.MAX_DEPTH);
        }
        Set<String> names = bracket == '{' && levels.size() < rules.uniqueDepth ? new HashSet<>() : null;
        levels.push(new OpenContainer(bracket, here(), names));
        first = true;
        state = bracket == '{' ? State.NAME : State.VALUE;
        return DocumentStatus.OPEN;
    }

    private DocumentStatus close() {
        levels.pop();
        return endOfValue();
    }

    private DocumentStatus endOfValue() {
        state = State.SEPARATOR;
        OpenContainer level = levels.peek();
        if (level == null) {
            return DocumentStatus.COMPLETE;
        }
        level.entries++;
        return DocumentStatus.OPEN;
    }

    /** Ends a value at the previous byte, and processes this byte as the next token. */
    private DocumentStatus endOfValueBefore(int b) {
        return endOfValue() == DocumentStatus.COMPLETE ? DocumentStatus.COMPLETE_BEFORE : process(b);
    }

    private DocumentStatus begin(State token, boolean isName) {
        state = token;
        inName = isName;
        tokenBegan = here();
        this.token.reset();
        return DocumentStatus.OPEN;
    }

    private DocumentStatus string(int b) {
        if (b == '"') {
            return inName ? endOfName() : endOfValue();
        }
        if (b == '\n' || b == '\r') {
            return wrongAt(tokenBegan, "the string that starts here is not closed on the same line: a \" is missing");
        }
        if (b < ' ') {
            return wrong(b == '\t'
                    ? "a tab in a string must be written as \\t"
                    : "a control character in a string must be written as an escape: \\u%04x".formatted(b));
        }
        keep(b);
        state = b == '\\' ? State.ESCAPE : State.STRING;
        return DocumentStatus.OPEN;
    }

    private DocumentStatus escape(int b) {
        keep(b);
        if (b == 'u') {
            missing = 4;
            state = State.HEX;
            return DocumentStatus.OPEN;
        }
        state = State.STRING;
        return "\"\\/bfnrt".indexOf(b) >= 0
                ? DocumentStatus.OPEN
                : wrong("a backslash in a string must be written as \\\\; the escapes are"
                        + " \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX");
    }

    private DocumentStatus hex(int b) {
        keep(b);
        if (Character.digit(b, 16) < 0) {
            return wrong("\\u needs four hexadecimal digits, as in \\u00e9");
        }
        missing--;
        state = missing == 0 ? State.STRING : State.HEX;
        return DocumentStatus.OPEN;
    }

    private DocumentStatus endOfName() {
        OpenContainer level = level();
        String raw = token.toString(StandardCharsets.UTF_8);
        level.name = raw;
        if (level.names != null && !level.names.add(unescaped(raw))) {
            return wrongAt(tokenBegan, "duplicate member " + quoted(raw));
        }
        state = State.COLON;
        return DocumentStatus.OPEN;
    }

    private DocumentStatus word(int b) {
        if (isLetter(b) || (b >= '0' && b <= '9')) {
            keep(b);
            return DocumentStatus.OPEN;
        }
        if (inName) {
            DocumentStatus status = endOfName();
            return status == DocumentStatus.OPEN ? process(b) : status;
        }
        if (isFinishedWord()) {
            return endOfValueBefore(b);
        }
        String word = token.toString(StandardCharsets.UTF_8);
        String meant = MISSPELT_WORDS.get(word);
        if (meant != null) {
            return wrongAt(tokenBegan, word + " is not JSON; did you mean " + meant + "?");
        }
        return wrongAt(tokenBegan, NOT_NUMBERS.contains(word)
                ? word + " is not a number in JSON: use null, or a string"
                : DOUBLE_QUOTES + shortened(word) + "\"");
    }

    private boolean isFinishedWord() {
        return state == State.WORD && switch (token.toString(StandardCharsets.UTF_8)) {
            case "true", "false", "null" -> true;
            default -> false;
        };
    }

    private DocumentStatus number(int b) {
        boolean digit = b >= '0' && b <= '9';
        State next = switch (state) {
            case MINUS -> digit ? firstDigit(b) : null;
            case ZERO -> afterInteger(b);
            case DIGITS -> digit ? State.DIGITS : afterInteger(b);
            case POINT -> digit ? State.FRACTION : null;
            case FRACTION -> digit ? State.FRACTION : afterFraction(b);
            case E -> b == '+' || b == '-' ? State.SIGN : exponent(digit);
            default -> exponent(digit);
        };
        if (next != null) {
            state = next;
            return DocumentStatus.OPEN;
        }
        if (state == State.ZERO && digit) {
            return wrongAt(tokenBegan, "a number must not start with 0: remove the 0, or use a string");
        }
        return switch (state) {
            case MINUS -> wrong("expected a digit after the minus sign");
            case POINT -> wrong("expected a digit after the decimal point");
            case E, SIGN -> wrong("expected a digit in the exponent");
            default -> endOfValueBefore(b);
        };
    }

    private static State firstDigit(int b) {
        return b == '0' ? State.ZERO : State.DIGITS;
    }

    private static @Nullable State afterInteger(int b) {
        return b == '.' ? State.POINT : afterFraction(b);
    }

    private static @Nullable State exponent(boolean digit) {
        return digit ? State.EXPONENT : null;
    }

    private static @Nullable State afterFraction(int b) {
        return b == 'e' || b == 'E' ? State.E : null;
    }

    /** Rejects a character that is not allowed here, and explains common mistakes. */
    private DocumentStatus unexpected(int b, String expected) {
        if (b == '/' || b == '#') {
            return wrong(REMOVE_COMMENT);
        }
        if (b == '\'' || b == '`') {
            return wrong(DOUBLE_QUOTES + "...\", not " + (char) b + "..." + (char) b);
        }
        if (b == '=' && state == State.COLON) {
            return wrong(expected + ", not =");
        }
        if (b >= 0xC2 && b < 0xF5) {
            begin(State.CHARACTER, false);
            missing = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
            keep(b);
            return DocumentStatus.OPEN;
        }
        if (b == 0 || b >= 0xFE) {
            return wrong("the text is not UTF-8, and looks like UTF-16: save it as UTF-8");
        }
        // The missing character belongs to the end of the previous line.
        boolean isInPreviousLine = (state == State.COLON || state == State.SEPARATOR) && line > textLine;
        return wrongAt(isInPreviousLine ? endOfText() : here(), expected);
    }

    /** Collects the bytes of a character that is not ASCII, to name the character in the fault. */
    private DocumentStatus character(int b) {
        token.write(b);
        missing--;
        if (missing > 0) {
            return DocumentStatus.OPEN;
        }
        int character = token.toString(StandardCharsets.UTF_8).codePointAt(0);
        return wrongAt(tokenBegan, switch (character) {
            case '\u201C', '\u201D', '\u201E', '\u2018', '\u2019', '\u00AB', '\u00BB' ->
                DOUBLE_QUOTES + "...\", not typographic ones";
            case '\uFEFF' -> "the document contains a byte order mark: remove it";
            default -> "unexpected character U+%04X outside of a string: remove it, or use double quotes"
                    .formatted(character);
        });
    }

    private OpenContainer level() {
        OpenContainer level = levels.peek();
        if (level == null) {
            throw new IllegalStateException("nothing is open");
        }
        return level;
    }

    /**
     * Keeps a byte of the token. Names that must be unique are kept completely, other tokens up to the length that is
     * shown.
     */
    private void keep(int b) {
        if (token.size() <= MAX_SHOWN_LENGTH || (inName && level().names != null)) {
            token.write(b);
        }
    }

    private static String unescaped(String raw) {
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        try {
            return StrictJson.mapper().readValue("\"" + raw + "\"", String.class);
        } catch (IOException e) {
            throw new IllegalStateException("a complete string can always be parsed", e);
        }
    }

    private DocumentStatus wrong(String reason) {
        return wrongAt(here(), reason);
    }

    private DocumentStatus wrongAt(TextPosition place, String reason) {
        fault = new InvalidJsonException(reason, place.offset, place.line, place.column);
        return DocumentStatus.WRONG;
    }

    private static String quoted(String name) {
        return '"' + shortened(name) + '"';
    }

    private static String shortened(String text) {
        return text.length() > MAX_SHOWN_LENGTH ? text.substring(0, MAX_SHOWN_LENGTH) + "..." : text;
    }

    private static boolean isLetter(int b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_' || b == '$';
    }

    private static boolean isSpace(int b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
