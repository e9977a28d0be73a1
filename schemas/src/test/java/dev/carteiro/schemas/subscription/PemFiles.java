package dev.carteiro.schemas.subscription;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Reads keys that {@code openssl} generated only for these tests. Stateless. */
final class PemFiles {
    private PemFiles() {
    }

    static String read(String name) {
        try (InputStream in = Objects.requireNonNull(PemFiles.class.getResourceAsStream(name + ".pem"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
