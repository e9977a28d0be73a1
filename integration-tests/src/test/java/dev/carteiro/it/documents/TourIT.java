package dev.carteiro.it.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carteiro.it.shell.ProgramRunner;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code README.md} and {@code docs/tour.md} literally, except for ports and hosts. */
class TourIT {
    private static final int MAX_README_LINES = 150;
    private static final long COMMAND_SECONDS = 60;
    private static final Pattern READY = Pattern.compile("is ready");

    @TempDir
    private Path directory;

    @BeforeEach
    void install() throws IOException {
        ShippedJar.writeLauncher(directory);
    }

    @Test
    void theReadmeIsShortAndATestRunsEachOfItsBlocks() throws IOException {
        List<String> lines = Files.readAllLines(Path.of(System.getProperty("carteiro.root"), "README.md"));
        assertThat(lines).hasSizeLessThanOrEqualTo(MAX_README_LINES);
        assertThat(kinds("README.md", lines)).containsExactlyInAnyOrder("demo", "test", "up", "listen", "", "", "",
                "roles", "containers");
        assertThat(Files.readString(Path.of(System.getProperty("carteiro.root"), ".ci", "run")))
                .as("runs the block test").contains("mvn -B verify");
    }

    @Test
    void theDemoEndsByItselfWhenItHasShownEverything() throws Exception {
        assertThat(kind("demo", blocks("README.md", page -> page))).hasSize(1)
                .allSatisfy(block -> assertThat(run(block + " --once").out()).contains("all seen: 4 events"));
    }

    @Test
    void theReadmesTourShowsAVerifiedWebhook() throws Exception {
        List<CommandBlock> blocks = blocks("README.md", page -> page);
        try (ShippedJar carteiro = ShippedJar.start(directory, kind("up", blocks).getFirst())) {
            List<CommandBlock> tour = blocks("README.md", here(carteiro, freePort()));
            List<String> said = new ArrayList<>();
            try (BackgroundCommand listen = background(carteiro, kind("listen", tour).getFirst())) {
                listen.await(READY);
                said.add(runAt(carteiro, kind("", tour).getFirst()).out());
                assertThat(said.getFirst()).contains("person.created", "delivered");
                assertThat(listen.screen()).contains("verified", "person.created");
            }
            for (String commands : kind("", tour).subList(1, kind("", tour).size())) {
                said.add(runAt(carteiro, commands).out());
            }
            assertThat(said.get(1)).contains("crm", "whsec_");
            assertThat(said.get(2)).contains("\"change\":\"none\"");
        }
    }

    @Test
    void theRolesStartWithAnExistingKafka() throws Exception {
        try (ShippedJar carteiro = ShippedJar.up(directory)) {
            List<String> commands = kind("roles", blocks("README.md", page -> page)).getFirst().lines()
                    .map(line -> line.replaceAll("#.*", "").replace("kafka:9092", carteiro.kafka())
                            .replace("--replication 3", "--replication 1")
                            .replace("--set api.jwks=... --set api.issuer=...", "--data keys --api-port 0").strip())
                    .toList();
            assertThat(commands).hasSize(4);
            Map<String, String> own = Map.of("CARTEIRO_TOPICS_PREFIX", "own.");
            try (BackgroundCommand topics = BackgroundCommand.start(directory, commands.getFirst(), own)) {
                topics.await(Pattern.compile("own\\.deliveries"));
            }
            List<BackgroundCommand> roles = new ArrayList<>();
            try {
                for (String command : commands.subList(1, 4)) {
                    roles.add(BackgroundCommand.start(directory, command + " --metrics-port 0", own));
                }
                roles.forEach(role -> role.await(READY));
            } finally {
                roles.forEach(BackgroundCommand::close);
            }
        }
    }

    @Test
    void theLongTourGivesTheDescribedResults() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/curl")), "curl is not installed");
        try (ShippedJar carteiro = ShippedJar.up(directory, "--local")) {
            List<CommandBlock> blocks = blocks("docs/tour.md", here(carteiro, freePort()));
            List<String> said = new ArrayList<>();
            try (BackgroundCommand receiver = background(carteiro, kind("receiver", blocks).getFirst())) {
                receiver.await(READY);
                for (CommandBlock block : blocks) {
                    switch (block.kind()) {
                        case "" -> said.add(runAt(carteiro, block.commands()).out());
                        case "eventually" -> said.add(runUntilItFinds(carteiro, block.commands(), "dead"));
                        case "fails" -> said.add(runFailing(carteiro, block.commands()));
                        case "receiver" -> {
                        }
                        default -> throw new AssertionError("unknown kind of block: " + block);
                    }
                }
                assertThat(receiver.screen()).contains("verified", "401");
            }
            assertThat(String.join("\n", said)).contains("1 dead letter would be redriven", "1 redriven");
        }
    }

    private static List<CommandBlock> blocks(String document, UnaryOperator<String> here) throws IOException {
        return CommandBlock.of(document, here);
    }

    private static List<String> kind(String kind, List<CommandBlock> blocks) {
        return blocks.stream().filter(block -> block.kind().equals(kind)).map(CommandBlock::commands)
                .map(String::strip).toList();
    }

    /** Returns the kinds of all blocks. Every block except the picture holds shell commands. */
    private static List<String> kinds(String document, List<String> lines) throws IOException {
        List<CommandBlock> blocks = CommandBlock.of(document, page -> page);
        long fences = lines.stream().filter(line -> line.startsWith("```")).count();
        assertThat(fences).as("fences, with those of the picture").isEqualTo(2L * blocks.size() + 2);
        return blocks.stream().map(CommandBlock::kind).toList();
    }

    private static UnaryOperator<String> here(ShippedJar carteiro, int receiverPort) {
        return page -> page.replace("http://localhost:8080", carteiro.api())
                .replace("http://localhost:9464", carteiro.metrics())
                .replace("http://127.0.0.1:8099", "http://127.0.0.1:" + receiverPort)
                .replace("--port 8099", "--port " + receiverPort);
    }

    /** The receiver's port occurs in several commands, so it must be known before the receiver listens. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private BackgroundCommand background(ShippedJar carteiro, String command) throws IOException {
        return BackgroundCommand.start(directory, command, at(carteiro));
    }

    private ProgramRunner.ProgramResult run(String commands) throws IOException, InterruptedException {
        return succeeded(commands, shell(commands, Map.of()));
    }

    private static ProgramRunner.ProgramResult succeeded(String commands, ProgramRunner.ProgramResult ended) {
        assertThat(ended.status()).as("%s%nended with %s", commands, ended).isZero();
        return ended;
    }

    private ProgramRunner.ProgramResult runAt(ShippedJar carteiro, String commands)
            throws IOException, InterruptedException {
        return succeeded(commands, shell(commands, at(carteiro)));
    }

    private String runFailing(ShippedJar carteiro, String commands) throws IOException, InterruptedException {
        ProgramRunner.ProgramResult ended = shell(commands, at(carteiro));
        assertThat(ended.status()).as("%s%nended with %s", commands, ended).isOne();
        return ended.err();
    }

    private String runUntilItFinds(ShippedJar carteiro, String commands, String wanted) {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).until(
                () -> runAt(carteiro, commands).out(), said -> said.contains(wanted));
    }

    private static Map<String, String> at(ShippedJar carteiro) {
        return Map.of("CARTEIRO_BOOTSTRAP_SERVERS", carteiro.kafka());
    }

    private ProgramRunner.ProgramResult shell(String commands, Map<String, String> environment)
            throws IOException, InterruptedException {
        long count = Stream.of(commands.split("\n")).filter(line -> line.contains("./carteiro")).count();
        return new ProgramRunner(directory, environment).run(COMMAND_SECONDS * Math.max(1, count), "", "bash", "-c",
                "set -euo pipefail\n" + commands);
    }
}
