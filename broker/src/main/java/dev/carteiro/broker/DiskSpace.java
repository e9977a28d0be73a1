package dev.carteiro.broker;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Detects a full disk. Stateless. Kafka reports it in many ways: as an I/O error, a failed directory, or a fault in an
 * unsafe memory access.
 */
public final class DiskSpace {
    /** Free space below which a disk counts as full: what the indexes of a new segment and the largest record need. */
    public static final long FULL_BELOW_BYTES = 6L * 1024 * 1024;

    private static final String REMEDY = ": free some space on it, then start again";

    private DiskSpace() {
    }

    static boolean isFull(Path directory) {
        return usableBytes(directory) < FULL_BELOW_BYTES;
    }

    /** Returns the free space on a directory's disk in bytes; {@link Long#MAX_VALUE} if it is unknown. */
    public static long usableBytes(Path directory) {
        try {
            if (!Files.exists(directory)) {
                return Long.MAX_VALUE;
            }
            FileStore disk = Files.getFileStore(directory);
            // Virtual file systems such as /proc have no size.
            return disk.getTotalSpace() > 0 ? disk.getUsableSpace() : Long.MAX_VALUE;
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }

    /** Returns the message for a failure that is caused by a full disk. */
    static String describeFull(Path directory, String consequence) {
        return "the disk of " + directory + " is full, and " + consequence + REMEDY;
    }
}
