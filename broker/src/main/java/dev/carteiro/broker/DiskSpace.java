package dev.carteiro.broker;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells a full disk from other failures. Kafka names it in many ways: an I/O error, a directory that failed, a fault in an
 * unsafe memory access. Stateless.
 */
public final class DiskSpace {
    /** Less does not hold the indexes of a new segment and the largest record. */
    public static final long FULL_BELOW_BYTES = 6L * 1024 * 1024;

    private static final String REMEDY = ": free some space on it, then start again";

    private DiskSpace() {
    }

    static boolean isFull(Path directory) {
        return usableBytes(directory) < FULL_BELOW_BYTES;
    }

    /** Returns what is free on a directory's disk; {@link Long#MAX_VALUE} where nobody can tell. */
    public static long usableBytes(Path directory) {
        try {
            if (!Files.exists(directory)) {
                return Long.MAX_VALUE;
            }
            FileStore disk = Files.getFileStore(directory);
            // What holds no files at all, such as /proc, has no size.
            return disk.getTotalSpace() > 0 ? disk.getUsableSpace() : Long.MAX_VALUE;
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }

    /** What to say instead of a failure that a full disk explains. */
    static String full(Path directory, String consequence) {
        return "the disk of " + directory + " is full, and " + consequence + REMEDY;
    }
}
