package dev.carteiro.cli.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * Files that only their owner may read, where the file system knows of owners, and that are there as a whole or not at all.
 * Stateless.
 */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> EVERYBODY = PosixFilePermissions.fromString("rw-r--r--");

    private PrivateFiles() {
    }

    /** Creates it where it is not there: its owner's from the start, while those above it are as usual. */
    public static void createDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = Objects.requireNonNull(directory.toAbsolutePath().getParent(), "a root is there");
        Files.createDirectories(parent);
        try {
            if (knowsOwners(parent)) {
                Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_DIRECTORY));
            } else {
                Files.createDirectory(directory);
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    /**
     * Takes a directory away from others than its owner; behind a symbolic link, the one that it leads to.
     *
     * @throws IOException if that is not possible, or changes nothing
     */
    public static void narrowDirectory(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, OWNER_DIRECTORY);
        if (isDirectoryOpenToOthers(directory)) {
            throw new FileSystemException(directory.toString(), null, "its file system keeps no permissions");
        }
    }

    public static boolean isDirectoryOpenToOthers(Path directory) throws IOException {
        return knowsOwners(directory) && !OWNER_DIRECTORY.containsAll(Files.getPosixFilePermissions(directory));
    }

    /** @param open whether everybody may read it */
    public static void write(Path file, String content, boolean open) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path half = Files.createTempFile(directory, file.getFileName().toString(), ".new"); // the owner's from the start
        try {
            if (knowsOwners(half)) {
                Files.setPosixFilePermissions(half, open ? EVERYBODY : OWNER);
            }
            try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    public static boolean isOpenToOthers(Path file) throws IOException {
        return knowsOwners(file) && !OWNER.containsAll(Files.getPosixFilePermissions(file));
    }

    private static boolean knowsOwners(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }
}
