package dev.carteiro.it.mistakes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry of the table. Immutable.
 *
 * @param command for a shell; the program is {@code ./carteiro}
 * @param status exit status
 * @param said text on standard error
 */
record Mistake(String command, int status, String said) {
    private static final Pattern ENTRY = Pattern.compile("^\\$ (.*)\n((?:(?!\\$ |#|\\[).*\n)+)\\[(\\d)\\]$",
            Pattern.MULTILINE);

    static List<Mistake> table() throws IOException {
        List<Mistake> mistakes = new ArrayList<>();
        Matcher entry = ENTRY.matcher(text());
        while (entry.find()) {
            mistakes.add(new Mistake(entry.group(1), Integer.parseInt(entry.group(3)), entry.group(2)));
        }
        return mistakes;
    }

    private static String text() throws IOException {
        try (InputStream in = Objects.requireNonNull(Mistake.class.getResourceAsStream("mistakes.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
