package dev.carteiro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages for files that a command cannot use; no Kafka is needed. */
class InvalidFilesTest {
    @TempDir
    private Path directory;

    private Path write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static String failure(String... arguments) {
        StringWriter err = new StringWriter();
        int status = Carteiro.commandLine().setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true)).execute(arguments);
        assertThat(status).isEqualTo(1);
        return err.toString();
    }

    @Test
    void showsWhereASubscriptionIsNotJson() throws IOException {
        Path file = write("hooks.json", """
                {
                  "id": "crm",
                  "events": ["a"]
                  "targetUrl": "https://example.com/"
                }
                """);
        assertThat(failure("subscriptions", "apply", file.toString())).isEqualTo("carteiro: " + file
                + ":3:18: expected a comma or } after the value of \"events\"\n    \"events\": [\"a\"]\n                   ^\n");
    }

    @Test
    void showsWhereAnEventOfSeveralLinesIsNotJson() throws IOException {
        Path file = write("events.json",
                "{\"event\": \"a.b\", \"data\": {}}\n{\n  \"event\": 'a.b',\n  \"data\": {}\n}\n");
        assertThat(failure("events", "publish", file.toString())).isEqualTo("carteiro: " + file
                + ":3:12: names and strings need double quotes: \"...\", not '...'; nothing was published\n"
                + "    \"event\": 'a.b',\n             ^\n");
        Path array = write("array.json", "\n[{\"event\": \"a.b\", \"data\": {}}]");
        assertThat(failure("events", "publish", array.toString())).isEqualTo("carteiro: " + array
                + ":2: an array is not an event: write each event as a JSON object of its own; nothing was published\n");
    }

    @Test
    void showsWhereDataIsNotJson() throws IOException {
        Path file = write("data.json", "{\"id\": 1,}");
        assertThat(failure("subscriptions", "test", "crm", "--data", file.toString())).isEqualTo("carteiro: " + file
                + ":1:9: remove the comma before the }\n  {\"id\": 1,}\n          ^\n");
        assertThat(failure("subscriptions", "test", "crm", "--data", write("n.json", "7").toString()))
                .isEqualTo("carteiro: " + directory.resolve("n.json") + " is not a JSON object: use {...}\n");
    }

    @Test
    void allProblemsOfASubscriptionAreReportedAtOnce() throws IOException {
        Path file = write("hooks.json", """
                {"id": "crm", "target_url": "x", "events": ["a**"], "timeout": 5}
                {"id": "erp", "targetUrl": "ftp://example.com/", "evnet": "a"}
                """);
        assertThat(failure("subscriptions", "apply", file.toString()).lines()).containsExactlyInAnyOrder(
                "carteiro: crm rejected: /target_url: unknown member; did you mean targetUrl?",
                "carteiro: crm rejected: /events/0: 'a**' has two consecutive *: use one",
                "carteiro: crm rejected: /timeout: must be a string, not an integer",
                "carteiro: erp rejected: /evnet: unknown member; did you mean event?",
                "carteiro: erp rejected: /targetUrl: the URL does not start with https:// or http://");
    }

    @Test
    void aMissingDirectoryIsReportedAsMissing() {
        assertThat(failure("subscriptions", "apply", directory + "/hooks/"))
                .isEqualTo("carteiro: there is no directory " + directory + "/hooks/\n");
    }
}
