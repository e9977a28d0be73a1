package dev.carteiro.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A Prometheus server on a free loopback port, with the rules of the repository. */
final class Prometheus implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Process process;
    private final URI root;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    private Prometheus(Process process, int port) {
        this.process = process;
        root = URI.create("http://127.0.0.1:" + port);
    }

    /**
     * Starts a server; skips the calling test if Prometheus is neither installed nor available.
     *
     * @param rules directory of the rules
     * @param target host and port that is scraped every second
     */
    static Prometheus start(Path directory, Path rules, String target) throws IOException {
        Path program = PrometheusPrograms.require("prometheus");
        Path config = Files.writeString(directory.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: ["%s/*.yml"]
                scrape_configs:
                  - job_name: carteiro
                    static_configs: [{targets: ["%s"]}]
                """.formatted(rules, target));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path printed = directory.resolve("prometheus.txt");
        Process process = new ProcessBuilder(program.toString(), "--config.file=" + config,
                "--storage.tsdb.path=" + directory.resolve("tsdb"), "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn").redirectErrorStream(true).redirectOutput(printed.toFile()).start();
        Prometheus started = new Prometheus(process, port);
        Awaitility.await().atMost(TIMEOUT).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("Prometheus ended: " + Files.readString(printed));
            }
            return started.isReady();
        });
        return started;
    }

    /** Returns the response's {@code data.result}; throws with the reason if the expression cannot be evaluated. */
    JsonNode query(String expression) {
        JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(expression + ": " + answer.path("error").asText());
        }
        return answer.path("data").path("result");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }

    private boolean isReady() {
        try {
            return client.send(HttpRequest.newBuilder(root.resolve("/-/ready")).build(), BodyHandlers.discarding())
                    .statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private JsonNode get(String path) {
        try {
            return json.readTree(client.send(HttpRequest.newBuilder(root.resolve(path)).timeout(TIMEOUT).build(),
                    BodyHandlers.ofByteArray()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
