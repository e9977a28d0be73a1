package dev.carteiro.it.documents;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests the rules of language that a program can check, over all sources and documents; CONTRIBUTING.md has them all. */
class LanguageIT {
    private static final Path ROOT = Path.of(System.getProperty("carteiro.root"));
    private static final int MAX_WORDS_IN_A_SENTENCE = 35;

    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern
            .compile("/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"", Pattern.DOTALL);
    private static final Pattern DECLARATION = Pattern
            .compile("(?<![\\w.@])(?:class|interface|enum|record|@interface)\\s+([A-Z]\\w*)");

    /** Openings that make a Javadoc a riddle: it opens with a verb in the third person or with a noun. */
    private static final Pattern QUESTION = Pattern
            .compile("(?:What|Who|Whom|Whose|Whether|Which|How|When|Where|Why|If|That)\\b");

    /** Words of the house's former dialect, and what to write instead. */
    private static final Map<Pattern, String> BANNED = Map.of(
            word("purses?"), "memory pool",
            word("anew"), "again",
            word("turns? in circles"), "busy-loops",
            word("stands? still"), "is stuck, or makes no progress",
            word("let(?:s|ting)? go"), "evict",
            word("nobody can be told"), "the fact itself",
            word("is owed|are owed|owes"), "must, or is due to");

    @Test
    void javadocOpensWithAVerbOrANoun() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path source : sources()) {
            Matcher javadoc = JAVADOC.matcher(Files.readString(source));
            while (javadoc.find()) {
                String text = javadoc.group(1).replaceAll("(?m)^\\s*\\*+ ?", "").strip();
                if (QUESTION.matcher(text).lookingAt()) {
                    found.add(named(source) + ": " + text.lines().findFirst().orElse(""));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void noBannedWordIsLeft() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : Stream.concat(sources().stream(), documents().stream()).toList()) {
            if (file.endsWith("LanguageIT.java") || file.endsWith("CONTRIBUTING.md")) {
                continue; // They quote the words.
            }
            String text = Files.readString(file);
            BANNED.forEach((word, instead) -> {
                Matcher matcher = word.matcher(text);
                while (matcher.find()) {
                    found.add(named(file) + ": \"" + matcher.group() + "\": write " + instead);
                }
            });
        }
        assertThat(found).isEmpty();
    }

    @Test
    void noSentenceOfADocumentIsTooLong() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path document : documents()) {
            for (String sentence : sentences(Files.readString(document))) {
                if (sentence.split("\\s+").length > MAX_WORDS_IN_A_SENTENCE) {
                    found.add(named(document) + ": " + sentence);
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void aTypeNameMeansOneThing() throws IOException {
        Map<String, Set<String>> owners = declarations();
        Map<String, Set<String>> recurring = new TreeMap<>();
        owners.forEach((name, places) -> {
            if (places.size() > 1 && places.stream().anyMatch(place -> place.endsWith("/" + name + ".java"))) {
                recurring.put(name, places);
            }
        });
        assertThat(recurring).as("top-level types whose name is used again, also for a nested type").isEmpty();
    }

    @Test
    void theRulesFindWhatTheyAreFor() {
        assertThat(QUESTION.matcher("Whether it is open.").lookingAt()).isTrue();
        assertThat(QUESTION.matcher("Whatever").lookingAt()).isFalse();
        assertThat(BANNED.keySet()).anyMatch(word -> word.matcher("tries it anew").find());
        assertThat(sentences(
                "# Head\n\nOne two.\nThree `a. b` four\n\n| a. | b |\n\n```\ncode. code\n```\n- five (six).\n"))
                .containsExactly("Head", "One two.", "Three code four", "five (six).");
    }

    /** Sentences of Markdown's prose: no code blocks, no tables; inline code counts as one word. */
    static List<String> sentences(String markdown) {
        String prose = markdown.replaceAll("(?ms)^\\s*```.*?^\\s*```\\s*$", "\n")
                .replaceAll("(?m)^\\s*\\|.*$", "").replaceAll("`[^`\\n]+`", "code")
                .replaceAll("(?m)^\\s*(?:[-*+]|\\d+\\.|#+|>)\\s+", "\n\n").replaceAll("<[^>\\n]+>", "");
        return Stream.of(prose.split("\\n\\s*\\n"))
                .flatMap(paragraph -> Stream
                        .of(paragraph.replaceAll("\\s+", " ").strip().split("(?<=[.!?:;][)\"*_]?)\\s")))
                .map(String::strip).filter(sentence -> !sentence.isEmpty()).toList();
    }

    private static Map<String, Set<String>> declarations() throws IOException {
        List<Map.Entry<String, String>> all = new ArrayList<>();
        for (Path source : sources()) {
            Matcher declaration = DECLARATION.matcher(COMMENT.matcher(Files.readString(source)).replaceAll(" "));
            while (declaration.find()) {
                all.add(Map.entry(declaration.group(1), named(source)));
            }
        }
        return all.stream().collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toSet())));
    }

    private static Pattern word(String alternatives) {
        return Pattern.compile("(?i)\\b(?:" + alternatives.replace(" ", "\\s+(?:\\*\\s+)?") + ")\\b");
    }

    private static List<Path> sources() throws IOException {
        return files(".java");
    }

    private static List<Path> documents() throws IOException {
        return files(".md");
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> tree = Files.walk(ROOT)) {
            return tree.filter(path -> path.toString().endsWith(ending))
                    .filter(path -> Stream.of("/target/", "/node_modules/", "/.git/", "/.carteiro/")
                            .noneMatch(path.toString()::contains))
                    .sorted().toList();
        }
    }

    private static String named(Path file) {
        return Stream.of(ROOT.relativize(file)).map(Path::toString).collect(joining());
    }
}
