package dev.carteiro.it.mistakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.carteiro.it.documents.ShippedJar;
import dev.carteiro.it.shell.ProgramRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mistakes at the command line, and the one-line error for each. {@code mistakes.txt} is the table; a shell runs each command with a
 * running {@code up}.
 */
class MistakesIT {
    private static final int MIN_MISTAKES = 30;
    private static final long COMMAND_SECONDS = 60;

    @TempDir
    private static Path directory;

    private static ShippedJar carteiro;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        carteiro = ShippedJar.up(directory, "--local");
        write("crm.json",
                "{\"id\": \"crm\", \"targetUrl\": \"https://example.com/hooks\", \"events\": [\"person.*\"]}");
        write("comma.json", "{\"id\": \"a\",\n \"targetUrl\": \"https://example.com/\",\n \"events\": [\"a\"],}\n");
        Files.createDirectory(directory.resolve("empty"));
        assertThat(shell("./carteiro subscriptions apply crm.json").status()).isZero();
    }

    @AfterAll
    static void stop() {
        carteiro.close();
    }

    @TestFactory
    Stream<DynamicTest> eachGetsALineWithTheProblemAndTheRemedy() throws IOException {
        return Mistake.table().stream().map(mistake -> dynamicTest(mistake.command(), () -> {
            ProgramRunner.ProgramResult ended = shell(mistake.command());
            assertThat(ended.err()).isEqualTo(mistake.said());
            assertThat(ended.status()).isEqualTo(mistake.status());
            assertThat(ended.out()).isEmpty();
        }));
    }

    @Test
    void thereAreThirtyAndEachGetsOneLine() throws IOException {
        List<Mistake> table = Mistake.table();
        assertThat(table).hasSizeGreaterThanOrEqualTo(MIN_MISTAKES);
        // Below the line, a line of the document and a caret may show the position.
        assertThat(table).allSatisfy(mistake -> assertThat(mistake.said().lines().filter(line -> !line.startsWith(" ")))
                .as(mistake.command()).hasSize(1));
    }

    private static void write(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    private static ProgramRunner.ProgramResult shell(String command) throws IOException, InterruptedException {
        return new ProgramRunner(directory, Map.of("CARTEIRO_BOOTSTRAP_SERVERS", carteiro.kafka())).run(COMMAND_SECONDS,
                "",
                "bash", "-c", command);
    }
}
