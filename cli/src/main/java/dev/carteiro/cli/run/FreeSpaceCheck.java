package dev.carteiro.cli.run;

import dev.carteiro.broker.DiskSpace;
import dev.carteiro.cli.CommandException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Looks whether a data directory's disk has room, before anything is written to it. Stateless. */
final class FreeSpaceCheck {
    static final String SETTING = "data.min-free-bytes";

    private static final double MIB = 1024.0 * 1024;

    private FreeSpaceCheck() {
    }

    /**
     * @param directory need not exist yet
     * @param least in bytes; 0 for whatever there is
     * @throws CommandException if there is less
     */
    static void require(Path directory, long least) {
        long free = free(directory.toAbsolutePath());
        if (free >= least) {
            return;
        }
        throw new CommandException(free < DiskSpace.FULL_BELOW_BYTES
                ? "the disk of " + directory + " is full: free " + mib(least)
                        + ", or choose another directory with --data"
                        + " (" + SETTING + " says how much is needed)"
                : "the disk of " + directory + " has " + mib(free) + " free, and " + mib(least)
                        + " are needed: free some,"
                        + " choose another directory with --data, or set " + SETTING + " lower");
    }

    private static long free(Path directory) {
        Path there = directory;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return DiskSpace.usableBytes(there);
    }

    private static String mib(long bytes) {
        return String.format(Locale.ROOT, "%.0f MiB", Math.ceil(bytes / MIB));
    }
}
