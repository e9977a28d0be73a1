package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.it.documents.ShippedJar;
import dev.carteiro.it.shell.ProgramRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive of a release, packed from what the build has made, unpacked into a directory with a space in its name and run
 * there. There is a {@code mvn} on the path that remembers to have been called.
 */
class ReleaseIT {
    private static final Path ROOT = Path.of(System.getProperty("carteiro.root"));
    private static final String JAVA = "CARTEIRO_JAVA_HOME=" + System.getProperty("java.home");
    private static final long PATIENCE_SECONDS = 240;
    private static final String PREPARING = "preparing quick starts (once; about ten seconds)\n";
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)[^)]*\\)");
    private static final String NOWHERE = "/dev/null/nowhere";

    @TempDir
    private static Path directory;

    private static Path bin;
    private static Path home;
    private static String version;

    @BeforeAll
    static void pack() throws IOException, InterruptedException {
        bin = Files.createDirectories(directory.resolve("bin"));
        Path maven = Files.writeString(bin.resolve("mvn"), "#!/bin/sh\ntouch '%s'\n".formatted(bin.resolve("called")));
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path packed = pack("first", "umask 022 && TZ=UTC");
        try (Stream<Path> files = Files.list(packed)) {
            version = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".tar.gz"))
                    .findFirst().orElseThrow().replaceAll("carteiro-(.*)\\.tar\\.gz", "$1");
        }
        Path unpacked = Files.createDirectories(directory.resolve("un packed"));
        assertThat(new ProgramRunner(directory).run(PATIENCE_SECONDS, "", "tar", "-xzf",
                packed.resolve("carteiro-" + version + ".tar.gz").toString(), "-C", unpacked.toString()))
                .isEqualTo(new ProgramRunner.ProgramResult(0, "", ""));
        home = unpacked.resolve("carteiro-" + version);
    }

    private static Path pack(String name, String circumstances) throws IOException, InterruptedException {
        Path packed = directory.resolve(name);
        ProgramRunner.ProgramResult ended = new ProgramRunner(directory).run(PATIENCE_SECONDS, "", "bash", "-c",
                circumstances + " " + JAVA + " '" + ROOT.resolve("deploy/release.sh") + "' --pack '" + packed + "'");
        assertThat(ended.status()).as(ended.toString()).isZero();
        return packed;
    }

    private static ProgramRunner.ProgramResult run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("env", JAVA, "XDG_CONFIG_HOME=" + directory, "PATH=" + bin + ":" + System.getenv("PATH")));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.add(home.resolve("carteiro").toString());
        command.addAll(List.of(arguments));
        ProgramRunner.ProgramResult ended = new ProgramRunner(directory).run(PATIENCE_SECONDS, "",
                command.toArray(String[]::new));
        assertThat(bin.resolve("called")).as("mvn was called").doesNotExist();
        return ended;
    }

    private static ProgramRunner.ProgramResult version(String err) {
        return new ProgramRunner.ProgramResult(0, "carteiro " + version + " (Java 25)\n", err);
    }

    private static Path cacheIn(Path parent) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    @Test
    void theSameBuildPackedUnderOtherCircumstancesIsTheSameFile() throws Exception {
        Path again = pack("second", "umask 077 && TZ=Asia/Kathmandu");
        String sums = Files.readString(again.resolve("SHA256SUMS"));
        assertThat(sums).matches("[0-9a-f]{64}  carteiro-" + version + "\\.tar\\.gz\n")
                .isEqualTo(Files.readString(directory.resolve("first/SHA256SUMS")));
        assertThat(new ProgramRunner(again).run(PATIENCE_SECONDS, "", "bash", "-c",
                "if command -v sha256sum >/dev/null; then sha256sum -c SHA256SUMS; else shasum -a 256 -c SHA256SUMS; fi")
                .status()).isZero();
    }

    @Test
    void whatItsReadmeLinksToIsThere() throws IOException {
        List<String> links = LINK.matcher(Files.readString(home.resolve("README.md"))).results()
                .map(link -> link.group(1)).toList();
        assertThat(links).hasSizeGreaterThan(20).allMatch(link -> Files.exists(home.resolve(link)));
    }

    @Test
    void theFirstCommandMakesTheCacheAndLaterOnesSayNothing() throws Exception {
        Path own = directory.resolve("own");
        Map<String, String> environment = Map.of("XDG_CACHE_HOME", own.toString());
        assertThat(run(environment, "--version")).isEqualTo(version(PREPARING));
        assertThat(run(environment, "--version")).isEqualTo(version(""));
        Path cache = cacheIn(home.resolve("cache"));
        assertThat(cache).isNotEmptyFile();
        assertThat(own).doesNotExist();

        Path classes = directory.resolve("classes.log");
        assertThat(run(Map.of("CARTEIRO_JAVA_OPTS", "-Xlog:class+load:file=" + classes), "--version"))
                .isEqualTo(version(""));
        assertThat(Files.readAllLines(classes))
                .anyMatch(line -> line.contains(" picocli.CommandLine source: shared objects file"));

        // Beside the jars nobody may write, as in a system's directory.
        Path kept = Files.move(home.resolve("cache"), directory.resolve("kept"));
        Files.writeString(home.resolve("cache"), "");
        try {
            assertThat(run(Map.of("XDG_CACHE_HOME", NOWHERE), "--version")).isEqualTo(version(""));
            assertThat(run(environment, "--version")).isEqualTo(version(PREPARING));
            assertThat(cacheIn(own.resolve("carteiro"))).isNotEmptyFile();
            assertThat(run(environment, "--version")).isEqualTo(version(""));
        } finally {
            Files.delete(home.resolve("cache"));
            Files.move(kept, home.resolve("cache"));
        }
    }

    @Test
    void aCacheThatCannotBeMadeIsTriedOnce() throws Exception {
        Path caches = directory.resolve("caches");
        Map<String, String> environment = Map.of("CARTEIRO_CACHE", caches.toString(), "TMPDIR", NOWHERE);
        assertThat(run(environment, "--version")).isEqualTo(version(PREPARING));
        assertThat(run(environment, "--version")).isEqualTo(version(""));
        try (Stream<Path> files = Files.list(caches)) {
            assertThat(files.map(file -> file.getFileName().toString())).hasSize(2)
                    .allMatch(name -> name.endsWith(".aot") || name.endsWith(".aot.log"));
        }
    }

    @Test
    void whileAnotherCommandMakesTheCacheAndWhereNoneIsWantedItGoesOnWithout() throws Exception {
        Path caches = Files.createDirectories(directory.resolve("busy"));
        assertThat(run(Map.of("CARTEIRO_CACHE", caches.toString(), "TMPDIR", NOWHERE), "--version").status()).isZero();
        Path cache;
        try (Stream<Path> files = Files.list(caches)) {
            cache = files.filter(file -> file.toString().endsWith(".aot")).findFirst().orElseThrow();
        }
        Files.delete(cache);
        Files.createDirectory(caches.resolve(cache.getFileName() + ".lock"));
        assertThat(run(Map.of("CARTEIRO_CACHE", caches.toString()), "--version")).isEqualTo(version(""));
        assertThat(cache).doesNotExist();
        assertThat(run(Map.of("CARTEIRO_CACHE", "off"), "--version")).isEqualTo(version(""));
    }

    @Test
    void theDemoSeesAllOfIt() throws Exception {
        ProgramRunner.ProgramResult ended = run(Map.of(), "demo", "--once");
        assertThat(ended.status()).as(ended.toString()).isZero();
        assertThat(ended.out()).contains("all seen: 4 events");
    }

    @Test
    void upServesCommands() throws Exception {
        try (ShippedJar up = ShippedJar.start(home, "env '" + JAVA + "' ./carteiro up")) {
            ProgramRunner.ProgramResult created = run(Map.of("CARTEIRO_CACHE", "off"), "subscriptions", "create",
                    "--id", "crm",
                    "--url",
                    "https://example.com/hook", "--event", "person.*", "--bootstrap-servers", up.kafka());
            assertThat(created.status()).as(created.toString()).isZero();
            assertThat(run(Map.of("CARTEIRO_CACHE", "off"), "subscriptions", "list", "--bootstrap-servers", up.kafka())
                    .out()).contains("\"crm\"");
        }
    }

    @Test
    void whatNeedsTheSourcesSaysSoAndItsHelpIsThere() throws Exception {
        for (String command : List.of("check", "bench")) {
            assertThat(run(Map.of(), command)).isEqualTo(new ProgramRunner.ProgramResult(1, "", "carteiro: " + command
                    + " needs the source tree and is not part of a release: run ./carteiro " + command
                    + " in a clone of the repository\n"));
            assertThat(run(Map.of("CARTEIRO_CACHE", "off"), command, "--help").out())
                    .startsWith("Usage: carteiro " + command);
        }
    }
}
