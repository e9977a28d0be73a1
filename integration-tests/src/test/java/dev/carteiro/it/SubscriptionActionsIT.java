package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import dev.carteiro.testkit.receiver.ReceivedRequest;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import dev.carteiro.testkit.signature.SignatureVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests of an endpoint and rotation of its secret from the command line. */
@ExtendWith(SharedBroker.class)
class SubscriptionActionsIT {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final ScriptedReceiver receiver = ScriptedReceiver.start();

    @TempDir
    private Path state;

    private Broker broker;
    private Pipeline pipeline;

    @BeforeEach
    void start(Broker shared) throws IOException {
        broker = shared;
        pipeline = new Pipeline(shared.bootstrapServers(), shared.prefix(), state);
        pipeline.startRouter("one");
        pipeline.startDispatcher();
        Path file = Files.writeString(state.resolve("crm.json"),
                "{\"targetUrl\":\"%s\",\"events\":[\"a\"],\"state\":\"paused\",\"secrets\":[\"%s\"]}"
                        .formatted(receiver.uri("/hook"), SECRET));
        assertThat(run("apply", "--id", "crm", file.toString()).err()).isEmpty();
    }

    @AfterEach
    void close() {
        pipeline.close();
        receiver.close();
    }

    @Test
    void aTestShowsTheEndpointsResponseAndSetsTheExitStatus() {
        receiver.at("/hook").answersInTurn(503, 200);

        CommandRun failed = run("test", "crm", "-o", "json");
        CommandRun delivered = run("test", "crm", "--event", "person.created", "-o", "table");

        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.out()).singleElement().asString().contains("\"outcome\":\"test-failed\",\"status\":503");
        assertThat(delivered.status()).isZero();
        assertThat(delivered.out()).hasSize(2).last().asString().contains("delivered", "200", "person.created");
        assertThat(receiver.awaitRequests(2, Pipeline.TIMEOUT)).extracting(
                request -> request.headers().first("webhook-test")).containsExactly("true", "true");
    }

    @Test
    void aNewSecretIsPrintedAndSignsBesideTheOldOne() {
        receiver.at("/hook").answers(200);

        CommandRun rotated = run("rotate", "crm", "--grace", "1h");
        assertThat(rotated.status()).isZero();
        assertThat(rotated.out()).hasSize(1);
        assertThat(run("test", "crm").status()).isZero();

        ReceivedRequest request = receiver.awaitRequests(1, Pipeline.TIMEOUT).getFirst();
        assertThat(verifies(rotated.out().getFirst(), request)).isTrue();
        assertThat(verifies(SECRET, request)).isTrue();
    }

    @Test
    void reportsAMissingSubscriptionAndAnInvalidGrace() {
        assertThat(run("rotate", "erp")).isEqualTo(new CommandRun(1, List.of(), List
                .of("carteiro: no subscription erp in force: see carteiro subscriptions list")));
        assertThat(run("rotate", "crm", "--grace", "99d").status()).isEqualTo(2);
    }

    private static boolean verifies(String secret, ReceivedRequest request) {
        return SignatureVerifier.of(secret).verifies(request.headers()::first, request.body());
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(broker.bootstrapServers(), broker.prefix(), Stream
                .concat(Stream.of("subscriptions"), Stream.of(arguments))
                .toArray(String[]::new));
    }
}
