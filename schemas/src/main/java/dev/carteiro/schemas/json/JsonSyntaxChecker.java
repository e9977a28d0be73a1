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
 * Follows the text of one JSON document byte by byte, and says in plain words where it is not JSON. Jackson decides what is
 * JSON; this class finds the words for what Jackson rejects, and the end of a document in a stream of them. Not thread-safe.
 *
 * <pre>
 *        VALUE ---> STRING, NUMBER, WORD ---> SEPARATOR ---> VALUE        in an array
 *          ^                                      |
 *          +--- COLON <--- STRING <--- NAME <-----+                       in an object
 * </pre>
 *
 * <p>It holds the open objects and arrays, and of each the name of its last member; of strings and numbers nothing.
 */
public final class JsonSyntaxChecker {
    /** Every member of every object must have another name. */
    public static final int UNIQUE_NAMES = Integer.MAX_VALUE;

    private static final int LONGEST_SHOWN = 60;
    private static final Map<String, String> MISSPELT_WORDS = Map.of("True", "true", "TRUE", "true", "False", "false",
            "FALSE", "false", "Null", "null", "NULL", "null", "None", "null", "nil", "null", "undefined", "null");
    private static final Set<String> NOT_NUMBERS = Set.of("NaN", "Infinity", "inf", "nan");
    private static final String REMOVE_COMMENT = "JSON has no comments: remove this one";
    private static final String DOUBLE_QUOTES = "names and strings stand in double quotes: \"";

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
     * What is asked of a document beside RFC 8259.
     *
     * @param uniqueDepth down to which level a member that is given twice is a fault: 0 for nowhere, 1 for the document's own
     *     members, {@link #UNIQUE_NAMES} for everywhere
     * @param lenient whether names without quotes and trailing commas are accepted
     */
    public record Rules(int uniqueDepth, boolean lenient) {
    }

    /** Where the document stands after a byte. */
    public enum DocumentStatus {
        /** It goes on. */
        OPEN,
        /** The byte was its last. */
        COMPLETE,
        /** The byte before was its last: only a document that is a number or a word ends so. */
        COMPLETE_BEFORE,
        /** {@link #fault} says what is wrong. */
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
     * @param offset in bytes from the document's first
     * @param column in characters, from 1
     */
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
     * @param line of the document's first byte, from 1
     * @param column of it, from 1
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

    /** Returns the first fault of a document, {@code null} where there is none. */
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

    /** Takes the next byte; not to be called again after anything but {@link DocumentStatus#OPEN}. */
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

    /** Behind the last byte that is not white space. */
    private TextPosition behindText() {
        return new TextPosition(textOffset, textLine, textColumn);
    }

    private void follow(byte next) {
        if (!isSpace(next & 0xFF)) {
            wrong("something follows the JSON document");
        }
        advance(next & 0xFF);
    }

    /** The line that the next byte is in. */
    public int line() {
        return line;
    }

    /** The column that the next byte is in. */
    public int column() {
        return column;
    }

    /** Whether an object or an array is open, or was when the fault was found. */
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
     * The text ends here.
     *
     * @return what is wrong with that; {@code null} where the document is complete
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
                wrongAt(tokenBegan, "the string that begins here is not closed: a \" is missing");
            default -> {
                OpenContainer level = levels.peek();
                wrongAt(behindText(), level == null
                        ? "the text ends, and holds no whole JSON document"
                        : "the text ends, and the " + level.bracket + " " + level.began + " is not closed: a "
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
            case '+' -> wrong("a number does not begin with +");
            case '.' -> wrong("a number has a digit before its point, as in 0.5");
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

    /** The value ended with the byte before this one, which belongs to what follows. */
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
            return wrongAt(tokenBegan, "the string that begins here is not closed in its line: a \" is missing");
        }
        if (b < ' ') {
            return wrong(b == '\t'
                    ? "a tab in a string is written \\t"
                    : "a control character in a string is written as an escape: \\u%04x".formatted(b));
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
                : wrong("a backslash in a string is written \\\\; the escapes are"
                        + " \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX");
    }

    private DocumentStatus hex(int b) {
        keep(b);
        if (Character.digit(b, 16) < 0) {
            return wrong("\\u takes four hexadecimal digits, as in \\u00e9");
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
            return wrongAt(tokenBegan, "the member " + quoted(raw) + " is given twice");
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
                ? word + " is not a number in JSON: write null, or a string"
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
            return wrongAt(tokenBegan, "a number does not begin with 0: remove it, or make it a string");
        }
        return switch (state) {
            case MINUS -> wrong("expected a digit after the minus");
            case POINT -> wrong("expected a digit after the number's point");
            case E, SIGN -> wrong("expected a digit in the number's exponent");
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

    /** Something that stands nowhere outside of strings. */
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
            return wrong("the text is not UTF-8 but, it seems, UTF-16: save it as UTF-8");
        }
        // What is missing is missing in the line before.
        boolean inLineBefore = (state == State.COLON || state == State.SEPARATOR) && line > textLine;
        return wrongAt(inLineBefore ? behindText() : here(), expected);
    }

    /** Collects a character that is not ASCII: it takes several bytes, and only together they have a name. */
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
            case '\uFEFF' -> "a byte order mark stands inside the document: remove it";
            default -> "the character U+%04X stands outside of a string: remove it, or use double quotes"
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

    /** Of names that must be unique all is kept; of the rest what is shown. */
    private void keep(int b) {
        if (token.size() <= LONGEST_SHOWN || (inName && level().names != null)) {
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
            throw new IllegalStateException("a string that was followed to its end can be read", e);
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
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
    }

    private static boolean isLetter(int b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_' || b == '$';
    }

    private static boolean isSpace(int b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
