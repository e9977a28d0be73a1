package dev.carteiro.it.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs {@code carteiro up} from the shipped jar, with a {@code ./carteiro} beside it that does not build. Closed by the test.
 */
public final class ShippedJar implements AutoCloseable {
    private static final Path JAR = Path.of(System.getProperty("carteiro.root"), "cli", "target", "carteiro.jar");
    private static final List<String> FREE_PORTS = List.of("--kafka-port", "0", "--api-port", "0", "--metrics-port",
            "0");
    private static final Pattern READY = Pattern.compile(
            "carteiro is ready.* Kafka (localhost:\\d+), API (http://localhost:\\d+)/.*, metrics (http://localhost:\\d+)/");

    private final BackgroundCommand up;
    private final Matcher ready;

    /** @param directory for the data, and in which {@code ./carteiro} is run */
    public static ShippedJar up(Path directory, String... options) throws IOException {
        writeLauncher(directory);
        List<String> command = new ArrayList<>(List.of("./carteiro", "up"));
        command.addAll(List.of(options));
        return start(directory, String.join(" ", command));
    }

    /** @param command as a document has it; it gets free ports */
    public static ShippedJar start(Path directory, String command) throws IOException {
        return new ShippedJar(BackgroundCommand.start(directory, command + " " + String.join(" ", FREE_PORTS)));
    }

    /** Writes the {@code ./carteiro} that documents use. */
    static void writeLauncher(Path directory) throws IOException {
        Path launcher = directory.resolve("carteiro");
        Files.writeString(launcher,
                "#!/bin/sh\nexec '%s' -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -jar '%s' \"$@\"\n"
                        .formatted(Path.of(System.getProperty("java.home"), "bin", "java"), JAR));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private ShippedJar(BackgroundCommand up) {
        this.up = up;
        try {
            ready = up.await(READY);
        } catch (RuntimeException | Error e) {
            up.close();
            throw e;
        }
    }

    public String kafka() {
        return ready.group(1);
    }

    /** Returns for example {@code http://localhost:8080}. */
    String api() {
        return ready.group(2);
    }

    /** Returns for example {@code http://localhost:9464}. */
    String metrics() {
        return ready.group(3);
    }

    @Override
    public void close() {
        up.close();
    }
}
