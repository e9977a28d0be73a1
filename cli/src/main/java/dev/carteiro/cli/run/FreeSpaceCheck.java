package dev.carteiro.cli.run;

import dev.carteiro.broker.DiskSpace;
import dev.carteiro.cli.CommandException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Checks the free space on a data directory's disk, before anything is written to it. Stateless. */
final class FreeSpaceCheck {
    static final String SETTING = "data.min-free-bytes";

    private static final double BYTES_PER_MIB = 1024.0 * 1024;

    private FreeSpaceCheck() {
    }

    /**
     * Checks the free space.
     *
     * @param directory a directory that does not have to exist yet
     * @param minBytes the required space; 0 for no check
     * @throws CommandException if there is less
     */
    static void require(Path directory, long minBytes) {
        long free = freeBytes(directory.toAbsolutePath());
        if (free >= minBytes) {
            return;
        }
        throw new CommandException(free < DiskSpace.FULL_BELOW_BYTES
                ? "the disk of " + directory + " is full: free " + mib(minBytes)
                        + ", or choose another directory with --data"
                        + " (" + SETTING + " sets the required space)"
                : "the disk of " + directory + " has " + mib(free) + " free, and " + mib(minBytes)
                        + " are required: free some,"
                        + " choose another directory with --data, or lower " + SETTING);
    }

    private static long freeBytes(Path directory) {
        Path existing = directory;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return DiskSpace.usableBytes(existing);
    }

    private static String mib(long bytes) {
        return String.format(Locale.ROOT, "%.0f MiB", Math.ceil(bytes / BYTES_PER_MIB));
    }
}
