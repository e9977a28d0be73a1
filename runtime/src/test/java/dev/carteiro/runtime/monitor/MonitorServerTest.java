package dev.carteiro.runtime.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.runtime.settings.InvalidSetting;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class MonitorServerTest {
    private static final String HOST = "127.0.0.1";

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Readiness readiness = new Readiness(meters);
    private final MonitorServer server = MonitorServer.start(MonitorSettings.at(HOST, 0), meters, readiness);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void servesTheMeters() throws Exception {
        meters.counter("carteiro_test").increment();
        HttpResponse<String> response = get("/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body()).contains("carteiro_test_total 1.0\n");
    }

    @Test
    void isLiveFromTheBeginning() throws Exception {
        readiness.require("router", () -> false);
        HttpResponse<String> response = get("/health/live");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.body()).isEqualTo("{\"live\":true}\n");
    }

    @Test
    void isReadyIfEveryPartIs() throws Exception {
        AtomicBoolean dispatcher = new AtomicBoolean();
        readiness.require("router", () -> true);
        readiness.require("dispatcher", dispatcher::get);

        HttpResponse<String> before = get("/health/ready");
        dispatcher.set(true);
        HttpResponse<String> after = get("/health/ready");

        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body()).contains("\"ready\":false", "\"dispatcher\":false", "\"router\":true");
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.body()).contains("\"ready\":true", "\"dispatcher\":true", "\"router\":true");
    }

    @Test
    void givesTheReasonWhyItIsNotReady() throws Exception {
        readiness.require("dispatcher", () -> true);
        readiness.requireNoProblem("router", () -> Optional.of("thread 1 has been working on one record for 47 s"));

        HttpResponse<String> response = get("/health/ready");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("{\"ready\":false,\"parts\":{\"dispatcher\":true,\"router\":false},"
                + "\"reasons\":{\"router\":\"thread 1 has been working on one record for 47 s\"}}\n");
    }

    @Test
    void isNotReadyIfAPartsCheckThrows() throws Exception {
        readiness.require("router", () -> {
            throw new IllegalStateException("on purpose");
        });
        HttpResponse<String> response = get("/health/ready");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("\"ready\":false", "\"router\":false");
    }

    @Test
    void showsEachPartsReadinessAsAMeter() throws Exception {
        readiness.require("router", () -> true);
        readiness.require("dispatcher", () -> false);

        assertThat(get("/metrics").body()).contains("carteiro_ready{part=\"router\"} 1.0\n",
                "carteiro_ready{part=\"dispatcher\"} 0.0\n");
    }

    @Test
    void servesAddedPages() throws Exception {
        server.addPage("things", query -> {
            if (query.containsKey("broken")) {
                throw new IllegalArgumentException("broken is no parameter");
            }
            return query;
        });

        assertThat(get("/admin/things?top=20&by=a%20b").body()).contains("\"top\":\"20\"", "\"by\":\"a b\"");
        HttpResponse<String> refused = get("/admin/things?broken");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo("{\"error\":\"broken is no parameter\"}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/health/", "/nothing"})
    void servesNoOtherPath(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void respondsToHeadRequests() throws Exception {
        HttpRequest head = HttpRequest.newBuilder(uri("/health/live")).HEAD().build();
        assertThat(client.send(head, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void reportsThatThePortIsTaken() {
        assertThatThrownBy(() -> MonitorServer.start(MonitorSettings.at(HOST, server.port()), meters, readiness))
                .isInstanceOf(InvalidSetting.class).hasMessage("metrics address " + HOST + ", port " + server.port()
                        + " cannot be used (Address already in use); choose another with --metrics-host and --metrics-port");
    }

    @Test
    void reportsAnInvalidPortOrHost() {
        assertThatThrownBy(() -> MonitorServer.start(MonitorSettings.at(HOST, 70_000), meters, readiness))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("metrics address 127.0.0.1, port 70000 cannot be used (");
        assertThatThrownBy(() -> MonitorServer.start(MonitorSettings.at("nobody.invalid", 0), meters, readiness))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("metrics address nobody.invalid, port 0 cannot be used (");
    }

    @Test
    void releasesThePort() {
        MonitorServer first = MonitorServer.start(MonitorSettings.at(HOST, 0), meters, readiness);
        int port = first.port();
        first.close();
        MonitorServer.start(MonitorSettings.at(HOST, port), meters, readiness).close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://" + HOST + ":" + server.port() + path);
    }
}
