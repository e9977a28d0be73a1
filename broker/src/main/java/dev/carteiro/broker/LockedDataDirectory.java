package dev.carteiro.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A data directory that is locked by this broker until it is closed. Not thread-safe.
 *
 * <p>Kafka has a lock of its own, but acquires it after the controller has already written to the directory, and ends
 * the process if that fails. The operating system releases this lock when the process ends, so that a kill leaves
 * nothing to clean up.
 */
final class LockedDataDirectory implements AutoCloseable {
    static final String LOCK_FILE = "carteiro.lock";

    private final Path path;
    private final FileChannel lockFile;

    private LockedDataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    static LockedDataDirectory acquire(Path path) throws BrokerException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new BrokerException("the data directory " + path + " is a file: use a directory");
        }
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new BrokerException("cannot create the data directory " + path + " (" + reason(e)
                    + "): use one that this user may write to", e);
        }
        KafkaStorage.requireOwn(path);
        return lock(path);
    }

    private static LockedDataDirectory lock(Path path) throws BrokerException {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) != null) {
                return new LockedDataDirectory(path, channel);
            }
        } catch (IOException e) {
            closeQuietly(channel);
            throw new BrokerException("cannot write to the data directory " + path + " (" + reason(e)
                    + "): use one that this user may write to", e);
        }
        closeQuietly(channel);
        throw new BrokerException(
                "another broker is using the data directory " + path + ": stop it, or use another directory");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        closeQuietly(lockFile);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException ignored) {
            // Nothing was written, and the lock is released with the process at the latest.
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "not possible in this location";
        }
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return e.getClass().getSimpleName();
    }
}
