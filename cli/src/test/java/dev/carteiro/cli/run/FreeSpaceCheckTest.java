package dev.carteiro.cli.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeSpaceCheckTest {
    @TempDir
    private Path directory;

    @Test
    void namesTheDirectoryTheSpaceAndTheSetting() throws IOException {
        Path data = directory.resolve("not/there/yet");
        long tooMuch = Files.getFileStore(directory).getTotalSpace() + 1024 * 1024 * 1024;

        assertThatThrownBy(() -> FreeSpaceCheck.require(data, tooMuch)).isInstanceOf(CommandException.class)
                .message()
                .matches("the disk of " + data + " has \\d+ MiB free, and \\d+ MiB are required: free some, choose"
                        + " another directory with --data, or lower data\\.min-free-bytes");
    }

    @Test
    void acceptsTheRequiredSpace() {
        assertThatCode(() -> FreeSpaceCheck.require(directory, 0)).doesNotThrowAnyException();
        assertThatCode(() -> FreeSpaceCheck.require(Path.of("relative"), 1)).doesNotThrowAnyException();
    }
}
