package dev.carteiro.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands in docs/api.md do what the page says, one after the other. */
@ExtendWith(SharedBroker.class)
class ApiGuideTest {
    /** A command, and the part of its answer that is shown. */
    private static final Pattern EXAMPLE = Pattern.compile("```sh\n(.*?)```\n\n```json\n(.*?)```", Pattern.DOTALL);
    private static final String END_OF_ANSWER = "\u0001";

    private record Example(String command, JsonNode shown) {
    }

    private static List<Example> examples() throws Exception {
        Path page = Path.of("..", "docs", "api.md");
        List<Example> examples = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(Files.readString(page));
        while (matcher.find()) {
            examples.add(new Example(matcher.group(1), StrictJson.mapper().readTree(matcher.group(2))));
        }
        return examples;
    }

    @Test
    void everyCommandDoesWhatThePageSays(Broker broker, @TempDir Path directory) throws Exception {
        assumeThat(Files.exists(Path.of("/usr/bin/curl"))).as("curl is there").isTrue();
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(6);
        try (RunningApi api = RunningApi.on(broker)) {
            List<String> answers = run(api, directory, examples);
            assertThat(answers).hasSameSizeAs(examples);
            for (int i = 0; i < examples.size(); i++) {
                JsonNode answer = StrictJson.mapper().readTree(answers.get(i));
                assertThat(isShown(examples.get(i).shown(), answer))
                        .as("%s%nanswers %s", examples.get(i).command(), answer).isTrue();
            }
        }
    }

    /** In one shell, because later commands use what earlier ones found. */
    private static List<String> run(RunningApi api, Path directory, List<Example> examples) throws Exception {
        StringBuilder script = new StringBuilder("set -eu\n");
        examples.forEach(example -> script.append(example.command()).append("\nprintf '").append(END_OF_ANSWER)
                .append("'\n"));
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script.toString()).directory(directory.toFile())
                .redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("API", "http://127.0.0.1:" + api.port() + "/webhooks/api/v1");
        builder.environment().put("TOKEN", "manage");
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return List.of(Files.readString(output).split(END_OF_ANSWER));
    }

    /** Everything that is shown is there; three dots stand for anything. */
    private static boolean isShown(JsonNode shown, JsonNode answer) {
        if (shown.isTextual() && shown.textValue().equals("...")) {
            return !answer.isMissingNode();
        }
        if (shown.isObject()) {
            return shown.properties().stream()
                    .allMatch(member -> isShown(member.getValue(), answer.path(member.getKey())));
        }
        if (shown.isArray()) {
            return shown.size() == answer.size()
                    && IntStream.range(0, shown.size())
                            .allMatch(i -> isShown(shown.path(i), answer.path(i)));
        }
        return shown.equals(answer);
    }
}
