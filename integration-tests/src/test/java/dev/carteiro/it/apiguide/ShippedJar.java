package dev.carteiro.it.apiguide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * {@code carteiro up} from the jar that is shipped, with a {@code ./carteiro} beside it that knows it is built. Closed by
 * the test.
 */
final class ShippedJar implements AutoCloseable {
    private static final Path JAR = Path.of(System.getProperty("carteiro.root"), "cli", "target", "carteiro.jar");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern READY = Pattern
            .compile("carteiro is ready.* Kafka (localhost:\\d+), API (http://localhost:\\d+)/");

    private final Process process;
    private final String kafka;
    private final String api;

    /** @param directory that {@code ./carteiro} is called in, and where the data lies */
    static ShippedJar up(Path directory) throws IOException {
        Path launcher = directory.resolve("carteiro");
        Files.writeString(launcher,
                "#!/bin/sh\nexec '%s' -Xmx512m --sun-misc-unsafe-memory-access=allow -jar '%s' \"$@\"\n"
                        .formatted(Path.of(System.getProperty("java.home"), "bin", "java"), JAR));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path output = directory.resolve("up.txt");
        Process process = new ProcessBuilder("./carteiro", "up", "--kafka-port", "0", "--api-port", "0",
                "--metrics-port", "0", "--allow-target", "127.0.0.0/8", "--set", "topics.retry-tiers=200ms,1s")
                .directory(directory.toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> {
                if (!process.isAlive()) {
                    throw new AssertionError("ended with " + process.exitValue() + ": " + Files.readString(output));
                }
                return READY.matcher(Files.readString(output)).find();
            });
            return new ShippedJar(process, Files.readString(output));
        } catch (IOException | RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private ShippedJar(Process process, String printed) {
        this.process = process;
        Matcher ready = READY.matcher(printed);
        if (!ready.find()) {
            throw new AssertionError(printed);
        }
        kafka = ready.group(1);
        api = ready.group(2);
    }

    String kafka() {
        return kafka;
    }

    /** For example {@code http://localhost:8080}. */
    String api() {
        return api;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it does not stop");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
