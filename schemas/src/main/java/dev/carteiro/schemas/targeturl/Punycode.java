package dev.carteiro.schemas.targeturl;

import java.text.Normalizer;

/**
 * Checks whether an {@code xn--} label is valid punycode (RFC 3492). Stateless.
 *
 * <p>OkHttp rejects URLs with a label that cannot be decoded, and without this check the first delivery would fail.
 * {@code java.net.IDN} is insufficient: it implements IDNA 2003 and supports neither later letters nor {@code ß}.
 */
final class Punycode {
    static final String PREFIX = "xn--";

    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int FIRST_NON_ASCII = 0x80;

    private Punycode() {
    }

    /**
     * Returns whether a label can be decoded to normalised text.
     *
     * @param label label in lower case: {@link #PREFIX}, followed by letters, digits and hyphens
     */
    static boolean decodes(String label) {
        int delimiter = label.lastIndexOf('-');
        StringBuilder decoded = new StringBuilder(
                label.substring(PREFIX.length(), Math.max(PREFIX.length(), delimiter)));
        int length = decoded.length();
        int position = delimiter + 1;
        int bias = 72;
        int codePoint = FIRST_NON_ASCII;
        long index = 0;
        while (position < label.length()) {
            long before = index;
            long weight = 1;
            for (int k = BASE;; k += BASE) {
                int digit = position < label.length() ? digit(label.charAt(position++)) : -1;
                index += digit * weight;
                if (digit < 0 || index > Integer.MAX_VALUE) {
                    return false;
                }
                int threshold = Math.clamp(k - bias, T_MIN, T_MAX);
                if (digit < threshold) {
                    break;
                }
                weight *= BASE - threshold;
                if (weight > Integer.MAX_VALUE) {
                    return false;
                }
            }
            length++;
            bias = adapted(index - before, length, before == 0);
            codePoint += (int) Math.min(index / length, Character.MAX_CODE_POINT);
            index %= length;
            if (!Character.isValidCodePoint(codePoint) || isSurrogate(codePoint)) {
                return false;
            }
            decoded.insert(decoded.offsetByCodePoints(0, (int) index), Character.toString(codePoint));
            index++;
        }
        return length > 0 && Normalizer.isNormalized(decoded, Normalizer.Form.NFC);
    }

    private static int digit(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
    }

    private static int adapted(long delta, int length, boolean first) {
        long rest = delta / (first ? 700 : 2);
        rest += rest / length;
        int k = 0;
        while (rest > (BASE - T_MIN) * T_MAX / 2) {
            rest /= BASE - T_MIN;
            k += BASE;
        }
        return k + (int) ((BASE - T_MIN + 1) * rest / (rest + 38));
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
