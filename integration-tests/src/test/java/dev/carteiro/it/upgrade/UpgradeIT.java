package dev.carteiro.it.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.it.documents.ShippedJar;
import dev.carteiro.it.shell.ProgramRunner;
import dev.carteiro.it.shell.ProgramRunner.ProgramResult;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts on a data directory that {@code up} of version 0.1.0 (Kafka 4.3.1) wrote: three events, each matched by a
 * subscription whose deliveries wait for a retry, one that is paused, and one whose deliveries became dead letters. Its
 * topics keep everything ({@code retention.ms=-1}). Deliveries that wait may have exceeded their maximum age by now: then
 * they are dead letters, too.
 */
class UpgradeIT {
    private static final Set<String> BODIES = Set.of("{\"id\":1}", "{\"id\":2}", "{\"id\":3}");
    private static final List<String> KINDS = List.of("waiting", "held", "dead");
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    @Test
    void deliversWhatTheVersionBeforeLeftWaitingHeldAndDead() throws IOException, InterruptedException {
        unpack("data-0.1.0.tar.gz");
        try (ScriptedReceiver receiver = ScriptedReceiver.start();
                ShippedJar carteiro = ShippedJar.up(directory, "--local", "--data", "data")) {
            assertThat(run(carteiro, "subscriptions list -o json").lines()).hasSize(KINDS.size());
            assertThat(run(carteiro, "dead-letters list --subscription dead -o json").lines()).hasSize(BODIES.size());
            Files.writeString(directory.resolve("hooks.json"), KINDS.stream().map(kind -> document(kind, receiver))
                    .collect(Collectors.joining("\n")));
            run(carteiro, "subscriptions apply hooks.json");

            Awaitility.await().atMost(TIMEOUT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                run(carteiro, "dead-letters redrive --all");
                for (String kind : KINDS) {
                    assertThat(data(receiver.requests("/" + kind))).as(kind).isEqualTo(BODIES);
                }
            });
            KINDS.forEach(kind -> assertThat(receiver.requests("/" + kind)).as(kind).hasSize(BODIES.size()));
        }
    }

    private static Set<String> data(List<ReceivedRequest> requests) {
        return requests.stream().map(request -> request.bodyText().replaceAll(".*\"data\":(\\{[^}]*}).*", "$1"))
                .collect(Collectors.toSet());
    }

    private static String document(String id, ScriptedReceiver receiver) {
        return "{\"id\": \"%s\", \"targetUrl\": \"%s\", \"events\": [\"order.*\"], \"retry\": {\"schedule\": [\"5m\"]}}"
                .formatted(id, receiver.uri("/" + id));
    }

    private void unpack(String archive) throws IOException, InterruptedException {
        try (InputStream resource = Objects.requireNonNull(UpgradeIT.class.getResourceAsStream(archive))) {
            Files.copy(resource, directory.resolve(archive));
        }
        ProgramResult unpacked = new ProgramRunner(directory).run(TIMEOUT.toSeconds(), "", "tar", "-xzf", archive);
        assertThat(unpacked.status()).as(unpacked.err()).isZero();
    }

    private String run(ShippedJar carteiro, String command) throws IOException, InterruptedException {
        ProgramResult ended = new ProgramRunner(directory, Map.of("CARTEIRO_BOOTSTRAP_SERVERS", carteiro.kafka()))
                .run(TIMEOUT.toSeconds(), "", "bash", "-c", "./carteiro " + command);
        assertThat(ended.status()).as(command + ": " + ended.err()).isZero();
        return ended.out();
    }
}
