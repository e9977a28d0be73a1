package dev.carteiro.dispatcher.offsets;

import dev.carteiro.schemas.topic.TopicPlan;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Encodes the offsets that are finished beyond a committed offset as text. Stateless.
 *
 * <pre>
 *   offset   100 101 102 103 104 105 106 107
 *   state     -   -   x   x   x   -   x   -        - unfinished   x finished   100 committed
 *   runs      2       3           1   1            alternately unfinished and finished, up to the last finished
 * </pre>
 *
 * <p>The runs are variable-length integers in URL-safe base64 after the prefix {@code r.}, or, if that is shorter,
 * deflated after the prefix {@code z.}. An empty text means that nothing is finished.
 */
public final class GapMap {
    /**
     * The longest gap map of a commit, in characters of one byte each. The broker's {@code offset.metadata.max.bytes}
     * is 4096 by default.
     */
    public static final int MAX_LENGTH = TopicPlan.MAX_OFFSET_METADATA;

    private static final String RUNS = "r.";
    private static final String DEFLATED = "z.";
    private static final int MIN_BYTES_TO_DEFLATE = 256;
    private static final int MAX_BITS = 16 * 1024 * 1024;

    private GapMap() {
    }

    /**
     * Encodes a set of finished offsets.
     *
     * @param finished bit <i>i</i> stands for the committed offset plus <i>i</i>; bit 0 is always clear
     */
    public static String encode(BitSet finished) {
        return encode(finished, finished);
    }

    /**
     * Encodes a set of finished offsets. Offsets without a record may count as finished or not, whichever makes longer
     * runs.
     *
     * @param finished the offsets that are finished or have no record
     * @param done the finished offsets, a subset of the former
     */
    static String encode(BitSet finished, BitSet done) {
        if (done.isEmpty()) {
            return "";
        }
        ByteArrayOutputStream runs = new ByteArrayOutputStream();
        int at = 0;
        while (at < done.length()) {
            int begin = done.nextSetBit(at);
            int end = Math.min(finished.nextClearBit(begin), done.length());
            writeNumber(runs, begin - at);
            writeNumber(runs, end - begin);
            at = end;
        }
        byte[] plain = runs.toByteArray();
        byte[] deflated = plain.length < MIN_BYTES_TO_DEFLATE ? plain : deflate(plain);
        return deflated.length < plain.length ? DEFLATED + base64(deflated) : RUNS + base64(plain);
    }

    /**
     * Decodes a gap map.
     *
     * @param text the result of {@link #encode}; any other text decodes as nothing finished, which repeats deliveries
     *     but loses none
     */
    public static BitSet decode(String text) {
        BitSet finished = new BitSet();
        try {
            if (text.startsWith(RUNS)) {
                read(Base64.getUrlDecoder().decode(text.substring(RUNS.length())), finished);
            } else if (text.startsWith(DEFLATED)) {
                read(inflate(Base64.getUrlDecoder().decode(text.substring(DEFLATED.length()))), finished);
            }
        } catch (IllegalArgumentException | DataFormatException | ArrayIndexOutOfBoundsException e) {
            return new BitSet();
        }
        return finished;
    }

    private static void read(byte[] runs, BitSet finished) {
        int[] position = {0};
        int at = 0;
        while (position[0] < runs.length) {
            int begin = at + readNumber(runs, position);
            int end = begin + readNumber(runs, position);
            if (begin < at || end < begin || end > MAX_BITS) {
                throw new IllegalArgumentException("runs out of range");
            }
            finished.set(begin, end);
            at = end;
        }
    }

    private static void writeNumber(ByteArrayOutputStream out, int number) {
        int rest = number;
        while (rest >= 0x80) {
            out.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static int readNumber(byte[] in, int[] position) {
        int number = 0;
        for (int shift = 0; shift <= 28; shift += 7) {
            int next = in[position[0]++];
            number |= (next & 0x7F) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("a number is too long");
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] deflate(byte[] plain) {
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
            deflater.setInput(plain);
            deflater.finish();
            byte[] out = new byte[plain.length + 64];
            return Arrays.copyOf(out, deflater.deflate(out));
        }
    }

    private static byte[] inflate(byte[] deflated) throws DataFormatException {
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(deflated);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[4_096];
            while (!inflater.finished()) {
                int read = inflater.inflate(buffer);
                if (read == 0 || out.size() > MAX_BITS) {
                    throw new DataFormatException("cut short or too long");
                }
                out.write(buffer, 0, read);
            }
            return out.toByteArray();
        }
    }
}
