package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carteiro.it.shell.ProgramRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Makefile lists what it can do, runs the documents' commands, and says what is missing. */
class MakefileIT {
    private static final String ROOT = System.getProperty("carteiro.root");
    private static final long PATIENCE_SECONDS = 30;

    @TempDir
    private Path directory;

    private String make;

    @BeforeEach
    void find() {
        Optional<Path> found = program("make");
        assumeTrue(found.isPresent(), "make is not installed");
        make = found.orElseThrow().toString();
    }

    private static Optional<Path> program(String name) {
        return Arrays.stream(System.getenv("PATH").split(":")).map(Path::of).map(place -> place.resolve(name))
                .filter(Files::isExecutable).findFirst();
    }

    private ProgramRunner.ProgramResult makeIn(String path, String... arguments)
            throws IOException, InterruptedException {
        // These are set where make has started this test.
        List<String> command = new ArrayList<>(List.of("env", "-u", "MAKEFLAGS", "-u", "MVN_ARGS", "-u", "ARGS", "-u",
                "IT", "PATH=" + path, make, "-C", ROOT, "--no-print-directory"));
        command.addAll(List.of(arguments));
        return new ProgramRunner(directory).run(PATIENCE_SECONDS, "", command.toArray(String[]::new));
    }

    private ProgramRunner.ProgramResult make(String... arguments) throws IOException, InterruptedException {
        return makeIn(System.getenv("PATH"), arguments);
    }

    @Test
    void withoutATargetItListsEachOneInOneLine() throws Exception {
        List<String> targets = Files.readAllLines(Path.of(ROOT, "Makefile")).stream()
                .filter(line -> line.startsWith(".PHONY: ")).map(line -> line.substring(".PHONY: ".length())).toList();
        ProgramRunner.ProgramResult listed = make();
        assertThat(listed.status()).isZero();
        assertThat(listed.out().lines()).hasSameSizeAs(targets)
                .allMatch(line -> line.matches("  make [a-z-]+ +\\S.*"));
        assertThat(listed.out().lines().map(line -> line.split(" +")[2])).containsExactlyElementsOf(targets);
        assertThat(make("help")).isEqualTo(listed);
    }

    @Test
    void itRunsWhatTheDocumentsSay() throws Exception {
        assertThat(make("-n", "test").out()).contains("mvn -B  verify\n");
        assertThat(make("-n", "format").out()).contains("mvn -B  spotless:apply");
        assertThat(make("-n", "up", "ARGS=--local").out()).isEqualTo("./carteiro up --local\n");
        assertThat(make("-n", "check").out()).isEqualTo("./carteiro check --minutes 10\n");
        assertThat(make("-n", "it", "IT=LauncherIT").out()).contains("'-Dit.test=LauncherIT'");
        assertThat(make("-n", "image").out()).contains("docker build -f deploy/Dockerfile -t carteiro:");
        assertThat(make("-n", "release").out()).isEqualTo("deploy/release.sh\n");
    }

    @Test
    void itSaysWhatIsMissing() throws Exception {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        for (String name : List.of("sh", "sed")) {
            Files.createSymbolicLink(bin.resolve(name), program(name).orElseThrow());
        }
        assertThat(makeIn(bin.toString(), "test").err())
                .startsWith("make test: there is no mvn on the PATH: install Maven 3.8.1 or newer\n");
        assertThat(makeIn(bin.toString(), "image").err()).startsWith("make image: there is no docker on the PATH");
        assertThat(make("it").err()).startsWith("make it: name the test, for example: make it IT=LauncherIT\n");
    }

    @Test
    void theReleaseScriptRejectsWhatItDoesNotKnow() throws Exception {
        ProgramRunner.ProgramResult ended = new ProgramRunner(directory).run(PATIENCE_SECONDS, "",
                ROOT + "/deploy/release.sh", "--thrice");
        assertThat(ended).isEqualTo(new ProgramRunner.ProgramResult(1, "",
                "release.sh: unknown option --thrice: use --twice, --pack or none\n"));
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).allMatch(name -> name.endsWith(".txt"));
        }
    }
}
