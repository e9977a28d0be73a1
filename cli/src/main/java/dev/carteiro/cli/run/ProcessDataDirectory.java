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
 * The data directory of {@code up}, or of an API with a development key, locked until it is closed. The operating system releases
 * the lock with the process, so a killed process needs no cleanup.
 *
 * <pre>
 *   DIR/kafka   the broker's records      DIR/router   the router's temporary files
 *   DIR/logs    log files                 DIR/keys     the development key
 *   DIR/lock    locked while in use
 * </pre>
 *
 * <p>Only its owner can read it, because the broker's records hold secrets and header values in plain text.
 */
final class ProcessDataDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessDataDirectory.class);
    private static final String LOCK = "lock";
    private static final String ACCEPT_OPEN = ", or, if its mount decides its permissions, accept them with --set"
            + " data.open-to-others=yes";

    private final Path path;
    private final FileChannel lock;

    private final boolean restricted;

    private ProcessDataDirectory(Path path, FileChannel lock, boolean restricted) {
        this.path = path;
        this.lock = lock;
        this.restricted = restricted;
    }

    /**
     * Creates and locks a data directory.
     *
     * @param openToOthers true to keep the permissions of an existing directory
     * @throws CommandException if it cannot be used, or another process uses it
     */
    static ProcessDataDirectory lock(Path path, boolean openToOthers) {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new CommandException(path + " is a file: choose a directory with --data");
        }
        boolean restricted = restrict(path, openToOthers);
        FileChannel channel;
        try {
            channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
        if (tryLock(channel) == null) {
            closeQuietly(channel);
            throw new CommandException("another carteiro is using the data directory " + path
                    + ": stop it, or choose another directory with --data");
        }
        return new ProcessDataDirectory(path, channel, restricted);
    }

    /** Creates the directory if it is missing, and restricts it to its owner; returns true if it was open to others. */
    private static boolean restrict(Path path, boolean openToOthers) {
        try {
            PrivateFiles.createDirectory(path);
            if (openToOthers || !PrivateFiles.isDirectoryOpenToOthers(path)) {
                return false;
            }
            if (!isDataDirectory(path)) {
                throw new CommandException(
                        "the data directory " + path + " is open to other users and holds files of other"
                                + " programs: choose a separate directory with --data" + ACCEPT_OPEN);
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
        try {
            PrivateFiles.restrictDirectory(path);
            return true;
        } catch (IOException e) {
            throw new CommandException(
                    "the data directory " + path + " is open to other users, and that cannot be changed ("
                            + reason(e) + "): run chmod 700 as its owner, choose another directory with --data"
                            + ACCEPT_OPEN,
                    e);
        }
    }

    /** Returns true for a directory that Carteiro has used, or an empty one, so that a home or /tmp is never restricted. */
    private static boolean isDataDirectory(Path path) throws IOException {
        if (Files.exists(path.resolve(LOCK))) {
            return true;
        }
        try (Stream<Path> content = Files.list(path)) {
            return content.allMatch(entry -> entry.endsWith("lost+found"));
        }
    }

    /** Logs that the directory was open to others before, since they could have read its secrets. */
    void logRestriction() {
        if (restricted) {
            LOG.warn(
                    "The data directory {} was open to other users of this machine and is now restricted to its owner."
                            + " Other users could have read the secrets and header values of its subscriptions: change"
                            + " them",
                    path);
        }
    }

    Path path() {
        return path;
    }

    Path kafka() {
        return subdirectory("kafka");
    }

    Path log() {
        return subdirectory("logs").resolve("carteiro.log");
    }

    Path router() {
        return subdirectory("router");
    }

    /** Creates a subdirectory that only its owner can read, even if the data directory is open. */
    private Path subdirectory(String name) {
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
                + "): make it writable, or choose another directory with --data", e);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "it cannot be created";
        }
        return e instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : String.valueOf(e.getMessage());
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing was written, so nothing is lost.
        }
    }
}
