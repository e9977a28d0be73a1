package dev.carteiro.api.auth;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A key set in a file. Stateless but for its name. */
record KeySetFile(Path path) implements KeyLoader {
    @Override
    public byte[] load() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(KeySet.MAX_BYTES + 1);
            if (content.length > KeySet.MAX_BYTES) {
                throw new IOException("it has more than " + KeySet.MAX_BYTES + " bytes");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException("it may not be read", e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
