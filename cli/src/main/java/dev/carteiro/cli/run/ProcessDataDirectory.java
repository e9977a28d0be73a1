package dev.carteiro.cli.run;

import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.file.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where {@code up} keeps everything, or an API its key, and nobody else does until it is closed. The operating system
 * drops the lock with the process, so a kill leaves nothing to clean up.
 *
 * <pre>
 *   DIR/kafka   the broker's records      DIR/router   the router's scratch space
 *   DIR/logs    log files                 DIR/keys     the development key
 *   DIR/lock    held while in use
 * </pre>
 *
 * <p>All of it is for its owner alone, because the broker's records hold secrets and header values as they were given.
 */
final class ProcessDataDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessDataDirectory.class);
    private static final String LOCK = "lock";
    private static final String ANYWAY = ", or, where its mount decides its permissions, use it as it is with --set"
            + " data.open-to-others=yes";

    private final Path path;
    private final FileChannel lock;

    private final boolean narrowed;

    private ProcessDataDirectory(Path path, FileChannel lock, boolean narrowed) {
        this.path = path;
        this.lock = lock;
        this.narrowed = narrowed;
    }

    /**
     * @param openToOthers whether one that is there stays as open as it is
     * @throws CommandException if it cannot be used, or another process uses it
     */
    static ProcessDataDirectory claim(Path path, boolean openToOthers) {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new CommandException(path + " is a file: choose a directory with --data");
        }
        boolean narrowed = narrow(path, openToOthers);
        FileChannel channel;
        try {
            channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
        if (tryLock(channel) == null) {
            closeQuietly(channel);
            throw new CommandException("another carteiro is using the data directory " + path
                    + ": stop it, or choose another with --data");
        }
        return new ProcessDataDirectory(path, channel, narrowed);
    }

    /** Creates it, if it is not there, and takes it away from others. */
    private static boolean narrow(Path path, boolean openToOthers) {
        try {
            PrivateFiles.createDirectory(path);
            if (openToOthers || !PrivateFiles.isDirectoryOpenToOthers(path)) {
                return false;
            }
            if (!isOurs(path)) {
                throw new CommandException("the data directory " + path + " is open to other users and holds other things than"
                        + " Carteiro's: choose a directory of its own with --data" + ANYWAY);
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
        try {
            PrivateFiles.narrowDirectory(path);
            return true;
        } catch (IOException e) {
            throw new CommandException("the data directory " + path + " is open to other users, and that cannot be changed ("
                    + reason(e) + "): chmod 700 it as its owner, choose another with --data" + ANYWAY, e);
        }
    }

    /** Nobody's home or /tmp: what is narrowed was made by a Carteiro, or for one. */
    private static boolean isOurs(Path path) throws IOException {
        if (Files.exists(path.resolve(LOCK))) {
            return true;
        }
        try (Stream<Path> content = Files.list(path)) {
            return content.allMatch(entry -> entry.endsWith("lost+found"));
        }
    }

    /** Writes down that an older one was narrowed: who could read it may have. */
    void logNarrowing() {
        if (narrowed) {
            LOG.warn(
                    "The data directory {} was open to other users of this machine and is not any more. Who could read it"
                            + " may know secrets and header values of its subscriptions: change those that matter",
                    path);
        }
    }

    Path path() {
        return path;
    }

    Path kafka() {
        return part("kafka");
    }

    Path log() {
        return part("logs").resolve("carteiro.log");
    }

    Path router() {
        return part("router");
    }

    /** For its owner alone, also where the directory itself is open. */
    private Path part(String name) {
        try {
            PrivateFiles.createDirectory(path.resolve(name));
            return path.resolve(name);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    @Override
    public void close() {
        closeQuietly(lock);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException | IOException e) {
            return null;
        }
    }

    private static CommandException unwritable(Path path, IOException e) {
        return new CommandException("cannot write to the data directory " + path + " (" + reason(e)
                + "): make it writable, or choose another with --data", e);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "it cannot be created there";
        }
        return e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(e.getMessage());
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing was written.
        }
    }
}
