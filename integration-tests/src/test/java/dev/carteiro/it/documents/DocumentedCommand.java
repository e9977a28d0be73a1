package dev.carteiro.it.documents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A page's command and the shown part of its response. Immutable.
 *
 * @param shown {@code null} if the page shows no response
 */
record DocumentedCommand(String command, @Nullable JsonNode shown) {
    private static final Pattern BLOCK = Pattern.compile("^```sh\n(.*?)^```\n(?:\n```json\n(.*?)^```$)?",
            Pattern.DOTALL | Pattern.MULTILINE);
    private static final String ANYTHING = "...";

    /**
     * @param name of the file in {@code docs}
     * @param here replaces the page's ports and hosts by the test's
     */
    static List<DocumentedCommand> of(String name, UnaryOperator<String> here) throws IOException {
        Path page = Path.of(System.getProperty("carteiro.root"), "docs", name);
        List<DocumentedCommand> examples = new ArrayList<>();
        Matcher block = BLOCK.matcher(here.apply(Files.readString(page)));
        while (block.find()) {
            String answer = block.group(2);
            examples.add(
                    new DocumentedCommand(block.group(1),
                            answer == null ? null : StrictJson.mapper().readTree(answer)));
        }
        return examples;
    }

    boolean isSatisfiedBy(JsonNode answer) {
        return shown == null || isIn(answer, shown, "");
    }

    /** Returns whether all shown members exist. Three dots match any text or its rest, and times match any number. */
    private static boolean isIn(JsonNode answer, JsonNode shown, String name) {
        if (shown.isTextual() && shown.textValue().endsWith(ANYTHING)) {
            String begin = shown.textValue().substring(0, shown.textValue().length() - ANYTHING.length());
            return begin.isEmpty() ? !answer.isMissingNode() : answer.asText().startsWith(begin);
        }
        if (shown.isObject()) {
            return shown.properties().stream()
                    .allMatch(member -> isIn(answer.path(member.getKey()), member.getValue(), member.getKey()));
        }
        if (shown.isArray()) {
            return shown.size() == answer.size()
                    && IntStream.range(0, shown.size()).allMatch(i -> isIn(answer.path(i), shown.path(i), name));
        }
        return name.endsWith("Ms") ? answer.isIntegralNumber() : shown.equals(answer);
    }
}
