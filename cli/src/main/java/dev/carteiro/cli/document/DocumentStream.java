package dev.carteiro.cli.document;

import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.JsonSyntaxChecker;
import dev.carteiro.schemas.json.JsonSyntaxChecker.Rules;
import dev.carteiro.schemas.json.JsonSyntaxChecker.DocumentStatus;
import dev.carteiro.schemas.json.StrictJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into JSON documents, which follow one another whatever white space is between and inside them. It holds one
 * document at a time, so the stream may be endless. Not thread-safe.
 *
 * <p>Behind a document that is broken, reading goes on with the next line that begins with <code>{</code> or <code>[</code>;
 * where nothing was open, with the next line.
 */
public final class DocumentStream {
    /** Longer than any event may be, so that the decoder says what is wrong with it. */
    static final int LONGEST = 16 * 1024 * 1024;

    /** What is read of a faulty line behind the fault, in bytes. */
    private static final int SHOWN_BEHIND = 400;

    private static final int END = -1;
    private static final int NONE = -2;
    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

    private final BufferedInputStream in;
    private final Rules rules;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream(1_024);
    private int ahead = NONE;
    private int line = 1;
    private int column = 1;

    /**
     * @param in closed by the caller
     * @param uniqueDepth down to which level a member may not be given twice, see {@link Rules}
     */
    public DocumentStream(InputStream in, int uniqueDepth) {
        this.in = new BufferedInputStream(in, 64 * 1024);
        this.rules = new Rules(uniqueDepth, false);
    }

    /** What comes next in a stream. */
    public sealed interface StreamEntry {
        /**
         * @param content as it was written, from its first byte to its last
         * @param line of its first byte, from 1
         */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Document(byte[] content, int line) implements StreamEntry {
        }

        /**
         * @param fault with the line and the column in the stream
         * @param excerpt the line and a caret below the spot
         */
        record InvalidDocument(InvalidJsonException fault, List<String> excerpt) implements StreamEntry {
        }
    }

    /** @return {@code null} at the end */
    public @Nullable StreamEntry next() throws IOException {
        int b = skipSpace();
        if (b == END) {
            return null;
        }
        int startLine = line;
        int startColumn = column;
        JsonSyntaxChecker grammar = new JsonSyntaxChecker(line, column, rules);
        content.reset();
        for (; b != END; b = read()) {
            content.write(b);
            DocumentStatus status = grammar.accept((byte) b);
            line = grammar.line();
            column = grammar.column();
            switch (status) {
                case OPEN -> {
                    if (content.size() > LONGEST) {
                        return broken(grammar, b, startLine, new InvalidJsonException("the document that begins in line "
                                + startLine + " is longer than " + LONGEST + " bytes"));
                    }
                }
                case COMPLETE -> {
                    return document(content.toByteArray(), startLine, startColumn);
                }
                case COMPLETE_BEFORE -> {
                    ahead = b;
                    byte[] all = content.toByteArray();
                    return document(Arrays.copyOf(all, all.length - 1), startLine, startColumn);
                }
                case WRONG -> {
                    return broken(grammar, b, startLine, grammar.fault());
                }
            }
        }
        InvalidJsonException fault = grammar.end();
        byte[] all = content.toByteArray();
        return fault == null
                ? document(all, startLine, startColumn)
                : new StreamEntry.InvalidDocument(fault, JsonExcerpt.of(all, fault.offset()));
    }

    private static StreamEntry document(byte[] content, int line, int column) {
        try {
            StrictJson.requireUtf8(content);
            return new StreamEntry.Document(content, line);
        } catch (InvalidJsonException e) {
            return new StreamEntry.InvalidDocument(e.inside(line, column), JsonExcerpt.of(content, e.offset()));
        }
    }

    private StreamEntry broken(JsonSyntaxChecker grammar, int last, int startLine, InvalidJsonException fault) throws IOException {
        if (isOpening(last) && column == 2 && line > startLine) {
            // The document before is not closed, and here begins the next.
            StreamEntry broken = new StreamEntry.InvalidDocument(fault, JsonExcerpt.of(content.toByteArray(), fault.offset()));
            ahead = last;
            column = 1;
            return broken;
        }
        int b = last;
        for (int behind = 0; b != '\n' && b != END; behind++) {
            b = read();
            if (b != END && behind < SHOWN_BEHIND) {
                content.write(b);
            }
        }
        startLine(last);
        if (grammar.isInside()) {
            skipToOpening();
        }
        return new StreamEntry.InvalidDocument(fault, JsonExcerpt.of(content.toByteArray(), fault.offset()));
    }

    /** @param last the byte that the grammar has seen last; it counts its own line ends */
    private void startLine(int last) {
        if (last != '\n') {
            line++;
        }
        column = 1;
    }

    /** The stream stands at the beginning of a line. */
    private void skipToOpening() throws IOException {
        int b = read();
        while (b != END && !isOpening(b)) {
            while (b != '\n' && b != END) {
                b = read();
            }
            line++;
            b = b == END ? END : read();
        }
        ahead = b;
    }

    /** Returns the first byte of what comes next; the line and the column are its own. */
    private int skipSpace() throws IOException {
        while (true) {
            int b = read();
            if (b == '\n') {
                line++;
                column = 1;
            } else if (b == ' ' || b == '\t' || b == '\r') {
                column++;
            } else if (b != BYTE_ORDER_MARK[0] || !skipByteOrderMark()) {
                return b;
            }
        }
    }

    /** The first byte of it has been read. */
    private boolean skipByteOrderMark() throws IOException {
        in.mark(2);
        if (in.read() == BYTE_ORDER_MARK[1] && in.read() == BYTE_ORDER_MARK[2]) {
            return true;
        }
        in.reset();
        return false;
    }

    private int read() throws IOException {
        if (ahead == NONE) {
            return in.read();
        }
        int b = ahead;
        ahead = NONE;
        return b;
    }

    private static boolean isOpening(int b) {
        return b == '{' || b == '[';
    }
}
