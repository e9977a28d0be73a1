package dev.carteiro.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.carteiro.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ProcessDataDirectoryTest {
    @TempDir
    Path directory;

    @Test
    void isCreatedForItsOwnerOnly() throws IOException {
        Path data = directory.resolve("above/data");

        try (ProcessDataDirectory locked = ProcessDataDirectory.lock(data, false)) {
            assertThat(permissions(data)).isEqualTo("rwx------");
            assertThat(permissions(locked.kafka())).isEqualTo("rwx------");
            assertThat(permissions(locked.router())).isEqualTo("rwx------");
            assertThat(locked.log()).isEqualTo(data.resolve("logs/carteiro.log"));
            assertThat(permissions(data.resolve("logs"))).isEqualTo("rwx------");
            assertThat(logged(locked)).isEmpty();
        }
    }

    @Test
    void anOpenOneIsRestrictedAndThatIsLogged() throws IOException {
        Path data = open("data");
        Files.createDirectory(data.resolve("kafka"));
        Files.createFile(data.resolve("lock"));

        try (ProcessDataDirectory locked = ProcessDataDirectory.lock(data, false)) {
            assertThat(permissions(data)).isEqualTo("rwx------");
            assertThat(logged(locked)).containsExactly("The data directory " + data
                    + " was open to other users of this"
                    + " machine and is now restricted to its owner. Other users could have read the secrets and header"
                    + " values of its subscriptions: change them");
        }
        try (ProcessDataDirectory again = ProcessDataDirectory.lock(data, false)) {
            assertThat(logged(again)).isEmpty();
        }
    }

    @Test
    void anEmptyOneBehindALinkIsRestricted() throws IOException {
        Path data = open("data");
        Files.createDirectory(data.resolve("lost+found"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), data);

        ProcessDataDirectory.lock(link, false).close();

        assertThat(permissions(data)).isEqualTo("rwx------");
    }

    @Test
    void aDirectoryWithOtherFilesIsNotChanged() throws IOException {
        Path home = open("home");
        Files.createFile(home.resolve("letter.txt"));

        assertThatThrownBy(() -> ProcessDataDirectory.lock(home, false)).isInstanceOf(CommandException.class)
                .hasMessage("the data directory " + home + " is open to other users and holds files of other programs:"
                        + " choose a separate directory with --data, or, if its mount decides its permissions, accept"
                        + " them with --set data.open-to-others=yes");
        assertThat(permissions(home)).isEqualTo("rwxr-xr-x");
        assertThat(home).isDirectoryNotContaining("glob:**lock");
    }

    @Test
    void aMountedVolumeIsNotChangedButItsSubdirectoriesAreRestricted() throws IOException {
        Path volume = open("volume");

        try (ProcessDataDirectory locked = ProcessDataDirectory.lock(volume, true)) {
            assertThat(permissions(volume)).isEqualTo("rwxr-xr-x");
            assertThat(permissions(locked.kafka())).isEqualTo("rwx------");
            assertThat(logged(locked)).isEmpty();
        }
    }

    private Path open(String name) throws IOException {
        Path made = Files.createDirectory(directory.resolve(name));
        return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<String> logged(ProcessDataDirectory locked) {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(ProcessDataDirectory.class);
        logger.addAppender(lines);
        lines.start();
        try {
            locked.logRestriction();
            return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        } finally {
            logger.detachAppender(lines);
        }
    }
}
