package dev.carteiro.dispatcher.render;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Writes one JSON object without white space, its members in the given order. Values that are JSON text are copied
 * unchanged. For single use by one thread.
 */
final class JsonObject {
    /** The expected length of names, separators and short values. */
    private static final int EXPECTED_OVERHEAD = 256;

    private final ByteArrayOutputStream out;
    private char separator = '{';

    /** @param expected the expected bytes of the values */
    JsonObject(int expected) {
        out = new ByteArrayOutputStream(expected + EXPECTED_OVERHEAD);
    }

    JsonObject string(String name, String value) {
        name(name);
        quoted(value);
        return this;
    }

    JsonObject json(String name, ByteBuffer value) {
        name(name);
        out.write(value.array(), value.arrayOffset() + value.position(), value.remaining());
        return this;
    }

    /** Ends the object and returns its bytes. */
    byte[] bytes() {
        if (separator == '{') {
            out.write('{');
        }
        out.write('}');
        return out.toByteArray();
    }

    private void name(String name) {
        out.write(separator);
        separator = ',';
        quoted(name);
        out.write(':');
    }

    private void quoted(String text) {
        out.write('"');
        out.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
        out.write('"');
    }
}
