package dev.carteiro.it.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A guide and its code: each fenced block whose language is followed by a file name. Immutable. */
record Guide(String text) {
    private static final Pattern BLOCK = Pattern.compile("^```\\w+ (\\S+)\\n(.*?)^```$",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern SHAPE = Pattern.compile("^(#+ |[|]|- |\\d+[.] |```.*)", Pattern.MULTILINE);
    private static final Pattern COMMENT = Pattern.compile("\\s*(//|#|\"\"\").*");

    /** @param name of the file in {@code docs} */
    static Guide read(String name) {
        try {
            return new Guide(Files.readString(Path.of(System.getProperty("carteiro.root"), "docs", name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the code by file name. */
    Map<String, String> programs() {
        Map<String, String> programs = new TreeMap<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (programs.put(block.group(1), block.group(2)) != null) {
                throw new AssertionError("two blocks have the file name " + block.group(1));
            }
        }
        return programs;
    }

    /** Returns the code without comments, which are in the guide's own language. */
    Map<String, List<String>> instructions() {
        return programs().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, program -> program.getValue()
                .lines().filter(line -> !COMMENT.matcher(line).matches()).toList()));
    }

    /** Returns headings, table rows, list items and fences in order, without their text. */
    List<String> structure() {
        return SHAPE.matcher(text).results().map(MatchResult::group).toList();
    }
}
