package dev.carteiro.cli.option;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Writes the output of all commands and escapes control characters in it. Ids, types, URLs and responses come from outside, and a
 * terminal would execute their escape sequences. Only the marks of {@link Colours} become escape sequences. As thread-safe as the
 * writer behind it.
 */
public final class TerminalWriter extends FilterWriter {
    TerminalWriter(Writer out) {
        super(out);
    }

    /**
     * Returns a writer for a stream of the process.
     *
     * @param stream flushed at each line end
     */
    public static PrintWriter to(PrintStream stream) {
        return new PrintWriter(new TerminalWriter(new OutputStreamWriter(stream, stream.charset())), true);
    }

    @Override
    public void write(int c) throws IOException {
        write(Character.toString((char) c));
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        write(new String(text, offset, length));
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        out.write(Colours.escapeSequences(TerminalText.escaped(text.substring(offset, offset + length))));
    }
}
