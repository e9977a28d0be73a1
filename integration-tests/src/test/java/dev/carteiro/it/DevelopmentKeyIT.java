package dev.carteiro.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.cli.Carteiro;
import dev.carteiro.testkit.broker.Broker;
import dev.carteiro.testkit.broker.SharedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An API with a data directory and without an issuer accepts tokens of {@code carteiro token}, as in Compose. */
@ExtendWith(SharedBroker.class)
class DevelopmentKeyIT {
    private static final Pattern PORT = Pattern.compile("(?m)^  api +port (\\d+)");

    @TempDir
    private Path directory;

    @Test
    void acceptsOnlyTokensOfItsOwnKey(Broker broker) throws Exception {
        Path data = directory.resolve("data");
        new Pipeline(broker.bootstrapServers(), broker.prefix(), directory).close();
        try (Processes processes = new Processes(directory, Map.of("CARTEIRO_TOPICS_PREFIX", broker.prefix(),
                "CARTEIRO_TOPICS_RETRY_TIERS", "200ms,1s,5s",
                // Empty, because Compose passes on unset variables as empty ones.
                "CARTEIRO_API_JWKS", "", "CARTEIRO_API_ISSUER", ""))) {
            processes.startReady("api", "--bootstrap-servers", broker.bootstrapServers(), "--host", "127.0.0.1",
                    "--api-port", "0", "--metrics-port", "0", "--data", data.toString());
            Matcher port = PORT.matcher(processes.printed());
            assertThat(port.find()).as(processes.printed()).isTrue();

            assertThat(status(port.group(1), token(data))).isEqualTo(200);
            assertThat(status(port.group(1), "none")).isEqualTo(401);
        }
    }

    private static String token(Path data) {
        StringWriter out = new StringWriter();
        assertThat(Carteiro.commandLine().setOut(new PrintWriter(out)).execute("token", "--data", data.toString(),
                "--scope", "read")).isZero();
        return out.toString().strip();
    }

    private static int status(String port, String token) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest
                    .newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/api/v1/subscriptions"))
                    .header("Authorization", "Bearer " + token).build(), BodyHandlers.discarding()).statusCode();
        }
    }
}
