package dev.carteiro.broker;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells a full disk from other failures. Kafka names it in many ways: an I/O error, a directory that failed, a fault in an
 * unsafe memory access. Stateless.
 */
final class DiskSpace {
    /** Less does not hold the indexes of a new segment and the largest record. */
    private static final long FULL_BELOW_BYTES = 6L * 1024 * 1024;

    private static final String REMEDY = ": free some space on it, then start again";

    private DiskSpace() {
    }

    static boolean isFull(Path directory) {
        try {
            if (!Files.exists(directory)) {
                return false;
            }
            FileStore disk = Files.getFileStore(directory);
            // What holds no files at all, such as /proc, has no size.
            return disk.getTotalSpace() > 0 && disk.getUsableSpace() < FULL_BELOW_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    /** What to say instead of a failure that a full disk explains. */
    static String full(Path directory, String consequence) {
        return "the disk of " + directory + " is full, and " + consequence + REMEDY;
    }
}
