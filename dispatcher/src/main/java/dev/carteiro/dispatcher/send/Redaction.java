package dev.carteiro.dispatcher.send;

import dev.carteiro.schemas.subscription.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Blanks the confidential parts of a request in text that the receiver sent back: the subscription's header values and
 * secrets, and the signatures. Immutable.
 *
 * <p>A receiver may echo a request in another form: escaped for JSON, HTML or a URL, in another case, in base64
 * together with other text, or in part. So text and values are compared as {@link FoldedText}, and by every
 * {@link #WINDOW} characters of a value in its plain, base64 and hexadecimal form. At most a shorter part of a value
 * can remain.
 *
 * <p>Values of fewer than {@link #MIN_LENGTH} characters are not searched for: they occur in any text.
 */
final class Redaction {
    /** The length of the shortest values that are searched for. */
    static final int MIN_LENGTH = 6;

    /**
     * The number of consecutive characters of a value that are blanked anywhere. Eight of one byte each fit into a
     * long.
     */
    static final int WINDOW = Long.BYTES;

    /**
     * The number of first characters of a value that are blanked at the end of a text, which may have been cut there.
     */
    private static final int MIN_LENGTH_AT_END = 4;

    private static final String BLANK = "***";
    private static final Pattern BASIC = Pattern.compile("(?i)basic\\s+(\\S+)");
    private static final int ALIGNMENTS = 3;

    private final List<Secret> secrets;
    private final Supplier<Stream<String>> values;

    /**
     * Creates the redaction of one request.
     *
     * @param values returns the header values and signatures; called only if there is a text, which most requests do
     *     not have
     */
    Redaction(List<Secret> secrets, Supplier<Stream<String>> values) {
        this.secrets = secrets;
        this.values = values;
    }

    Redaction(List<Secret> secrets, Collection<String> values) {
        this(secrets, values::stream);
    }

    /**
     * Returns the text with confidential parts blanked.
     *
     * @param text the whole text; a part of a value could remain in one that is cut
     */
    String of(String text) {
        FoldedText folded = FoldedText.of(text);
        if (folded.length() < MIN_LENGTH_AT_END) {
            return text;
        }
        boolean[] blanked = new boolean[folded.length()];
        long[] windows = windows(folded);
        long[] sorted = windows.clone();
        Arrays.sort(sorted);
        boolean[] found = new boolean[sorted.length];
        for (String form : forms()) {
            FoldedText value = FoldedText.of(form);
            if (value.length() >= MIN_LENGTH) {
                if (value.length() < WINDOW) {
                    blankWhole(value, folded, blanked);
                }
                for (long window : windows(value)) {
                    int at = Arrays.binarySearch(sorted, window);
                    if (at >= 0) {
                        found[at] = true;
                    }
                }
                blankAtEnd(value, folded, blanked);
            }
        }
        for (int i = 0; i < windows.length; i++) {
            // Among equal windows the search always finds the same one.
            if (found[Arrays.binarySearch(sorted, windows[i])]) {
                Arrays.fill(blanked, i, i + WINDOW, true);
            }
        }
        return folded.blanked(text, blanked, BLANK);
    }

    private static void blankWhole(FoldedText value, FoldedText text, boolean[] blanked) {
        for (int i = 0; i + value.length() <= text.length(); i++) {
            if (text.matches(i, value, value.length())) {
                Arrays.fill(blanked, i, i + value.length(), true);
            }
        }
    }

    private static void blankAtEnd(FoldedText value, FoldedText text, boolean[] blanked) {
        for (int length = Math.min(value.length(), text.length()); length >= MIN_LENGTH_AT_END; length--) {
            if (length < WINDOW && text.matches(text.length() - length, value, length)) {
                Arrays.fill(blanked, text.length() - length, text.length(), true);
                return;
            }
        }
    }

    /** Returns the window that starts at each position, its characters packed into a number. */
    private static long[] windows(FoldedText text) {
        long[] windows = new long[Math.max(0, text.length() - WINDOW + 1)];
        long window = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            window = window << Byte.SIZE | ((c ^ c >> Byte.SIZE) & 0xFF);
            if (i >= WINDOW - 1) {
                windows[i - WINDOW + 1] = window;
            }
        }
        return windows;
    }

    private List<String> forms() {
        List<String> forms = new ArrayList<>();
        for (String value : values.get().toList()) {
            add(forms, value);
            String[] parts = value.strip().split("\\s+");
            for (int i = 1; i < parts.length; i++) { // the first is a scheme, such as Bearer
                add(forms, parts[i]);
            }
            Matcher basic = BASIC.matcher(value.strip());
            if (basic.matches()) {
                addCredentials(forms, basic.group(1));
            }
        }
        for (Secret secret : secrets) {
            add(forms, switch (secret) {
                case Secret.Hmac hmac -> hmac.key().getEncoded();
                case Secret.Ed25519 key -> key.key().getEncoded();
                case Secret.Rsa key -> key.key().getEncoded();
            });
        }
        return forms;
    }

    /** Adds user and password, and the password alone (RFC 7617). */
    private static void addCredentials(List<String> forms, String base64) {
        try {
            String credentials = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            add(forms, credentials);
            add(forms, credentials.substring(credentials.indexOf(':') + 1));
        } catch (IllegalArgumentException notBase64) {
            // Then there is only the value itself.
        }
    }

    private static void add(List<String> forms, String value) {
        add(forms, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a value unchanged, in hexadecimal, and in base64 at each alignment within a longer text. */
    private static void add(List<String> forms, byte[] value) {
        if (value.length < MIN_LENGTH) {
            return;
        }
        forms.add(new String(value, StandardCharsets.UTF_8));
        forms.add(HexFormat.of().formatHex(value));
        for (int before = 0; before < ALIGNMENTS; before++) {
            byte[] shifted = new byte[before + value.length];
            System.arraycopy(value, 0, shifted, before, value.length);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int foreignBefore = before == 0 ? 0 : before + 1;
            int foreignBehind = shifted.length % 3 == 0 ? 0 : 1;
            forms.add(base64.substring(Math.min(foreignBefore, base64.length()),
                    Math.max(Math.min(foreignBefore, base64.length()), base64.length() - foreignBehind)));
        }
    }
}
