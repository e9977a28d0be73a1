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
 * Blanks the confidential parts of a request where its receiver sends them back: header values of the subscription, its
 * secrets, and signatures. Immutable.
 *
 * <p>A receiver that echoes a request does so in a form of its own: escaped for JSON, HTML or a URL, in another case, in
 * base64 together with whatever stands around it, or only in part. So text and values are compared as {@link FoldedText},
 * and by every {@link #WINDOW} characters of a value in its plain, base64 and hexadecimal form, rather than by whole values.
 * What remains of a value that was cut in two is shorter than that.
 *
 * <p>A value of fewer than {@link #FEWEST} characters is not looked for: it would be found in any text.
 */
final class Redaction {
    /** Shorter values are not looked for. */
    static final int FEWEST = 6;

    /** Characters of a value that are blanked wherever they stand. Eight characters of a byte each are a long. */
    static final int WINDOW = Long.BYTES;

    /** Characters at a value's beginning that are blanked at the very end of a text, which may have been cut there. */
    private static final int FEWEST_AT_END = 4;

    private static final String BLANK = "***";
    private static final Pattern BASIC = Pattern.compile("(?i)basic\\s+(\\S+)");
    private static final int ALIGNMENTS = 3;

    private final List<Secret> secrets;
    private final Supplier<Stream<String>> values;

    /** @param values of headers, and signatures that stand elsewhere; asked for when there is a text, which most requests have none of */
    Redaction(List<Secret> secrets, Supplier<Stream<String>> values) {
        this.secrets = secrets;
        this.values = values;
    }

    Redaction(List<Secret> secrets, Collection<String> values) {
        this(secrets, values::stream);
    }

    /** @param text not cut yet, or half a value could remain */
    String of(String text) {
        FoldedText folded = FoldedText.of(text);
        if (folded.length() < FEWEST_AT_END) {
            return text;
        }
        boolean[] blanked = new boolean[folded.length()];
        long[] windows = windows(folded);
        long[] sorted = windows.clone();
        Arrays.sort(sorted);
        boolean[] found = new boolean[sorted.length];
        for (String form : forms()) {
            FoldedText value = FoldedText.of(form);
            if (value.length() >= FEWEST) {
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
            // Of equal ones the search always meets the same.
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
        for (int length = Math.min(value.length(), text.length()); length >= FEWEST_AT_END; length--) {
            if (length < WINDOW && text.matches(text.length() - length, value, length)) {
                Arrays.fill(blanked, text.length() - length, text.length(), true);
                return;
            }
        }
    }

    /** The window that begins at each position, its characters packed into a number. */
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

    /** User and password, and the password alone (RFC 7617). */
    private static void addCredentials(List<String> forms, String base64) {
        try {
            String credentials = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            add(forms, credentials);
            add(forms, credentials.substring(credentials.indexOf(':') + 1));
        } catch (IllegalArgumentException notBase64) {
            // Then the value itself is all there is.
        }
    }

    private static void add(List<String> forms, String value) {
        add(forms, value.getBytes(StandardCharsets.UTF_8));
    }

    /** As it is, in base64 as a part of something longer, wherever it begins in there, and in hexadecimal. */
    private static void add(List<String> forms, byte[] value) {
        if (value.length < FEWEST) {
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
