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
 * Writes files atomically, readable by their owner only if the file system supports POSIX permissions. Stateless.
 */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> EVERYBODY = PosixFilePermissions.fromString("rw-r--r--");

    private PrivateFiles() {
    }

    /** Creates a directory that only its owner can use, if it is missing. Its parents get the usual permissions. */
    public static void createDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = Objects.requireNonNull(directory.toAbsolutePath().getParent(), "a root directory exists");
        Files.createDirectories(parent);
        try {
            if (supportsPermissions(parent)) {
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
     * Restricts a directory to its owner. Follows symbolic links.
     *
     * @throws IOException if that is not possible, or has no effect
     */
    public static void restrictDirectory(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, OWNER_DIRECTORY);
        if (isDirectoryOpenToOthers(directory)) {
            throw new FileSystemException(directory.toString(), null, "its file system ignores permissions");
        }
    }

    public static boolean isDirectoryOpenToOthers(Path directory) throws IOException {
        return supportsPermissions(directory) && !OWNER_DIRECTORY.containsAll(Files.getPosixFilePermissions(directory));
    }

    /**
     * Writes a file atomically.
     *
     * @param open true if everybody can read it
     */
    public static void write(Path file, String content, boolean open) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        // A temporary file is readable by its owner only from the start.
        Path temporary = Files.createTempFile(directory, file.getFileName().toString(), ".new");
        try {
            if (supportsPermissions(temporary)) {
                Files.setPosixFilePermissions(temporary, open ? EVERYBODY : OWNER);
            }
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    public static boolean isOpenToOthers(Path file) throws IOException {
        return supportsPermissions(file) && !OWNER.containsAll(Files.getPosixFilePermissions(file));
    }

    private static boolean supportsPermissions(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }
}
