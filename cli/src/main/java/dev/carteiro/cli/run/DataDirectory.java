package dev.carteiro.cli.run;

import dev.carteiro.cli.Failure;
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
import org.jspecify.annotations.Nullable;

/**
 * Where {@code up} keeps everything, or an API its key, and nobody else does until it is closed. The operating system drops the lock with
 * the process, so a kill leaves nothing to clean up.
 *
 * <pre>
 *   DIR/kafka   the broker's records      DIR/router   the router's scratch space
 *   DIR/logs    log files                 DIR/keys     the development key
 *   DIR/lock    held while in use
 * </pre>
 */
final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws Failure if it cannot be used, or another process uses it */
    static DataDirectory claim(Path path) {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new Failure(path + " is a file: choose a directory with --data");
        }
        FileChannel channel;
        try {
            Files.createDirectories(path.resolve("logs"));
            channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new Failure("cannot write to the data directory " + path + " (" + reason(e)
                    + "): make it writable, or choose another with --data", e);
        }
        if (tryLock(channel) == null) {
            closeQuietly(channel);
            throw new Failure("another carteiro is using the data directory " + path
                    + ": stop it, or choose another with --data");
        }
        return new DataDirectory(path, channel);
    }

    Path path() {
        return path;
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path log() {
        return path.resolve("logs").resolve("carteiro.log");
    }

    Path router() {
        return path.resolve("router");
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
