package dev.carteiro.cli.option;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Passes text on to a terminal, which nothing in it can steer: all that the commands print goes through one. Ids, types, URLs
 * and what receivers said come from outside, and a terminal obeys escape sequences wherever they come from. Only the marks of
 * {@link Colours} become escape sequences here. As thread-safe as the writer behind it.
 */
public final class TerminalWriter extends FilterWriter {
    TerminalWriter(Writer out) {
        super(out);
    }

    /** @param stream of the process; flushed at each line end */
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
