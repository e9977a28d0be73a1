package dev.carteiro.cli.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscriptionFilesTest {
    @TempDir
    private Path directory;

    private void write(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    @Test
    void readsTheSubscriptionFilesOfADirectoryByName() throws IOException {
        write("b.json", "{\"id\":\"b\"}");
        write("a.jsonl", "{\"id\":\"a1\"}\n{\"id\":\"a2\"}");
        write("c.NDJSON", "{\"id\":\"c\"}");
        write("README.md", "# not JSON");
        write(".b.json.swp", "not JSON");
        write(".hidden.json", "not JSON");
        Files.createDirectory(directory.resolve("more.json"));

        assertThat(SubscriptionFiles.read(List.of(directory.toString()), null, false))
                .extracting(SubscriptionChange::id)
                .containsExactly("a1", "a2", "b", "c");
    }

    @Test
    void readsFilesAndDirectoriesTogether() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.writeString(other.resolve("x.json"), "{\"id\":\"x\"}");
        write("b.json", "{\"id\":\"b\"}");
        assertThat(
                SubscriptionFiles.read(List.of(other.toString(), directory.resolve("b.json").toString()), null, false))
                .extracting(SubscriptionChange::id).containsExactly("x", "b");
    }

    @Test
    void anInvalidFileIsNotIgnored() throws IOException {
        write("a.json", "{\"id\":\"a\"}");
        write("b.json", "");
        assertThatThrownBy(() -> SubscriptionFiles.read(List.of(directory.toString()), null, true))
                .isInstanceOf(CommandException.class)
                .hasMessage(directory.resolve("b.json")
                        + " holds no subscription: write a JSON object with id, targetUrl and events");
    }

    @Test
    void aMissingNameIsReportedAsAFileOrADirectory() throws IOException {
        write("a.json", "{\"id\":\"a\"}");
        failsWith(directory + "/hooks/", "there is no directory " + directory + "/hooks/");
        failsWith(directory + "/hooks", "there is no file or directory " + directory + "/hooks");
        failsWith(directory + "/hooks.json", "there is no file " + directory + "/hooks.json");
        failsWith(directory + "/a.json/",
                directory + "/a.json/ is a file, not a directory: remove the slash");
        Path empty = Files.createDirectory(directory.resolve("empty"));
        failsWith(empty.toString(), "the directory " + empty + " holds no .json, .jsonl or .ndjson file");
    }

    private static void failsWith(String name, String message) {
        assertThatThrownBy(() -> SubscriptionFiles.read(List.of(name), null, false))
                .isInstanceOf(CommandException.class)
                .hasMessage(message);
    }

    @Test
    void anEmptyDirectoryIsRejectedUnlessAllowed() {
        assertThatThrownBy(() -> SubscriptionFiles.read(List.of(directory.toString()), null, false))
                .isInstanceOf(CommandException.class);
        assertThat(SubscriptionFiles.read(List.of(directory.toString()), null, true)).isEmpty();
    }
}
