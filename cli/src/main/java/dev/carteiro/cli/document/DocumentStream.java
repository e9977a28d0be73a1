package dev.carteiro.cli.document;

import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.JsonSyntaxChecker;
import dev.carteiro.schemas.json.JsonSyntaxChecker.DocumentStatus;
import dev.carteiro.schemas.json.JsonSyntaxChecker.Rules;
import dev.carteiro.schemas.json.StrictJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a stream into JSON documents, with any white space between and inside them. Holds one document at a time, so the
 * stream can be endless. Not thread-safe.
 *
 * <p>After an invalid document, reading continues at the next line that begins with <code>{</code> or <code>[</code>. If no
 * bracket was open, it continues at the next line.
 */
public final class DocumentStream {
    /** The largest document. It is above the limit for events, so that the decoder reports those that are too large. */
    static final int MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

    /** The bytes of an invalid line that are kept behind the fault, for the excerpt. */
    private static final int MAX_BYTES_AFTER_FAULT = 400;

    private static final int END = -1;
    private static final int NONE = -2;
    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

    private final BufferedInputStream in;
    private final Rules rules;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream(1_024);
    private int pushedBack = NONE;
    private int line = 1;
    private int column = 1;

    /**
     * @param in closed by the caller
     * @param uniqueDepth the depth down to which member names must be unique, see {@link Rules}
     */
    public DocumentStream(InputStream in, int uniqueDepth) {
        this.in = new BufferedInputStream(in, 64 * 1024);
        this.rules = new Rules(uniqueDepth, false);
    }

    /** The next part of a stream. */
    public sealed interface StreamEntry {
        /**
         * A document.
         *
         * @param content the unchanged bytes, from the first to the last
         * @param line the line of its first byte, from 1
         */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Document(byte[] content, int line) implements StreamEntry {
        }

        /**
         * Text that is not a JSON document.
         *
         * @param fault the fault, with its line and column in the stream
         * @param excerpt the line, and a caret below the position
         */
        record InvalidDocument(InvalidJsonException fault, List<String> excerpt) implements StreamEntry {
        }
    }

    /** Returns the next entry; {@code null} at the end. */
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
                    if (content.size() > MAX_DOCUMENT_BYTES) {
                        return broken(grammar, b, startLine,
                                new InvalidJsonException("the document that begins in line "
                                        + startLine + " is longer than " + MAX_DOCUMENT_BYTES + " bytes"));
                    }
                }
                case COMPLETE -> {
                    return document(content.toByteArray(), startLine, startColumn);
                }
                case COMPLETE_BEFORE -> {
                    pushedBack = b;
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

    private StreamEntry broken(JsonSyntaxChecker grammar, int last, int startLine, InvalidJsonException fault)
            throws IOException {
        if (isOpening(last) && column == 2 && line > startLine) {
            // The document before is not closed, and the next one begins here.
            StreamEntry broken = new StreamEntry.InvalidDocument(fault,
                    JsonExcerpt.of(content.toByteArray(), fault.offset()));
            pushedBack = last;
            column = 1;
            return broken;
        }
        int b = last;
        for (int after = 0; b != '\n' && b != END; after++) {
            b = read();
            if (b != END && after < MAX_BYTES_AFTER_FAULT) {
                content.write(b);
            }
        }
        startLine(last);
        if (grammar.isInside()) {
            skipToOpening();
        }
        return new StreamEntry.InvalidDocument(fault, JsonExcerpt.of(content.toByteArray(), fault.offset()));
    }

    /**
     * Moves the position to the next line.
     *
     * @param last the last byte that the grammar has read; the grammar counts line ends itself
     */
    private void startLine(int last) {
        if (last != '\n') {
            line++;
        }
        column = 1;
    }

    /** Skips to the next line with an opening bracket; the stream must be at the beginning of a line. */
    private void skipToOpening() throws IOException {
        int b = read();
        while (b != END && !isOpening(b)) {
            while (b != '\n' && b != END) {
                b = read();
            }
            line++;
            b = b == END ? END : read();
        }
        pushedBack = b;
    }

    /** Returns the first byte that is not white space; the line and the column are at that byte. */
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

    /** Skips the rest of a byte order mark, whose first byte has been read. */
    private boolean skipByteOrderMark() throws IOException {
        in.mark(2);
        if (in.read() == BYTE_ORDER_MARK[1] && in.read() == BYTE_ORDER_MARK[2]) {
            return true;
        }
        in.reset();
        return false;
    }

    private int read() throws IOException {
        if (pushedBack == NONE) {
            return in.read();
        }
        int b = pushedBack;
        pushedBack = NONE;
        return b;
    }

    private static boolean isOpening(int b) {
        return b == '{' || b == '[';
    }
}
