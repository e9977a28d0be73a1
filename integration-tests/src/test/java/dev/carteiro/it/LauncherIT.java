package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.it.shell.ProgramRunner;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a directory of its own. A fake {@code mvn} copies the real build's result, so a build takes only the launcher's own
 * time, and its class cache is real.
 */
@ExtendWith(SharedBroker.class)
class LauncherIT {
    private static final Path ROOT = Path.of(System.getProperty("carteiro.root"));
    private static final long TIMEOUT_SECONDS = 240;
    private static final String VERSION = "carteiro [^ ]+ \\(Java 25\\)\n";

    /** Unpacked, these records have ten times the size of the heap. */
    private static final int OVERSIZE_RECORDS = 10;

    @TempDir
    private static Path directory;

    private static Path home;
    private static ProgramRunner.ProgramResult first;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        home = Files.createDirectories(directory.resolve("home"));
        Files.copy(ROOT.resolve("carteiro"), home.resolve("carteiro"), StandardCopyOption.COPY_ATTRIBUTES);
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path maven = Files.writeString(bin.resolve("mvn"), """
                #!/bin/sh
                mkdir -p cli/target && cp '%1$s/carteiro.jar' cli/target/ && cp -r '%1$s/lib' cli/target/
                """.formatted(ROOT.resolve("cli/target")));
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        first = run(Map.of("PATH", bin + ":" + System.getenv("PATH")), "--version");
    }

    private static ProgramRunner.ProgramResult run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Stream<String> variables = Stream.concat(
                Stream.of("CARTEIRO_JAVA_HOME=" + System.getProperty("java.home"), "XDG_CONFIG_HOME=" + directory),
                environment.entrySet().stream().map(variable -> variable.getKey() + "=" + variable.getValue()));
        String[] command = Stream.of(Stream.of("env"), variables, Stream.of(home.resolve("carteiro").toString()),
                Stream.of(arguments)).flatMap(part -> part).toArray(String[]::new);
        return new ProgramRunner(directory).run(TIMEOUT_SECONDS, "", command);
    }

    @Test
    void aBuildCreatesTheCacheAndLaterCallsDoNotMentionIt() throws Exception {
        assertThat(first.out()).matches(VERSION);
        assertThat(first.err()).contains("preparing quick starts");
        assertThat(home.resolve("cli/target/carteiro.aot")).isNotEmptyFile();
        ProgramRunner.ProgramResult second = run(Map.of(), "--version");
        assertThat(second.status()).isZero();
        assertThat(second.out()).matches(VERSION);
        assertThat(second.err()).isEmpty();
    }

    @Test
    void theCacheIsUsedAndTheLimitOnUnpackedRecordsHolds(Broker broker) throws Exception {
        broker.createTopic(broker.prefix() + "attempts", 1);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers(),
                        ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd", ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Integer.MAX_VALUE, ProducerConfig.BUFFER_MEMORY_CONFIG, 512L * 1024 * 1024),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < OVERSIZE_RECORDS; i++) {
                producer.send(new ProducerRecord<>(broker.prefix() + "attempts", new byte[64 * 1024 * 1024])).get();
            }
        }
        Path classes = directory.resolve("classes.log");

        ProgramRunner.ProgramResult ended = run(
                Map.of("CARTEIRO_JAVA_OPTS", "-Xmx64m -Xlog:class+load:file=" + classes), "deliveries",
                "tail", "--since", "1h", "--no-follow", "--bootstrap-servers", broker.bootstrapServers(), "--set",
                "topics.prefix=" + broker.prefix());

        assertThat(ended).isEqualTo(new ProgramRunner.ProgramResult(0, "", ""));
        assertThat(Files.readAllLines(classes))
                .anyMatch(line -> line.contains(" picocli.CommandLine source: shared objects file"))
                .anyMatch(line -> line
                        .contains(" org.apache.kafka.clients.consumer.KafkaConsumer source: shared objects"))
                .anyMatch(line -> line.contains(
                        " org.apache.kafka.common.record.internal.DefaultRecord source: __JVM_LookupDefineClass__"));
    }

    @Test
    void aBrokenMissingOrMovedCacheIsNeitherNeededNorMentioned() throws Exception {
        Path cache = home.resolve("cli/target/carteiro.aot");
        Path kept = Files.copy(cache, directory.resolve("kept.aot"), StandardCopyOption.REPLACE_EXISTING);
        Path original = home;
        try {
            Files.writeString(cache, "not a cache");
            assertSilent();
            Files.delete(cache);
            assertSilent();
            Files.copy(kept, cache);
            home = Files.move(original, directory.resolve("moved"));
            assertSilent();
            Files.move(home, original);
            home = original;
            assertThat(run(Map.of("CARTEIRO_JAVA_OPTS", "-XX:+UseParallelGC"), "--version").err()).isEmpty();
        } finally {
            if (!home.equals(original)) {
                Files.move(home, original);
                home = original;
            }
            Files.copy(kept, cache, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void assertSilent() throws Exception {
        ProgramRunner.ProgramResult ended = run(Map.of(), "--version");
        assertThat(ended.out()).matches(VERSION);
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void helpOfUnbuiltCommandsNeedsNoBuild() throws Exception {
        for (List<String> call : List.of(List.of("check", "--help"), List.of("bench", "-h"), List.of("help", "check"),
                List.of("bench", "--help-all"))) {
            ProgramRunner.ProgramResult ended = run(Map.of("PATH", "/usr/bin:/bin"), call.toArray(String[]::new));
            assertThat(ended.status()).isZero();
            assertThat(ended.out()).startsWith("Usage: carteiro " + (call.contains("bench") ? "bench" : "check"));
            assertThat(ended.err()).isEmpty();
        }
        assertThat(home.resolve("checker")).doesNotExist();
    }
}
