package dev.carteiro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UnknownVariablesTest {
    @Test
    void namesVariablesWithoutEffect() {
        assertThat(UnknownVariables.warnings(Map.of("CARTEIRO_ROUTER_THREAD", "2"))).containsExactly(
                "unknown environment variable CARTEIRO_ROUTER_THREAD; did you mean CARTEIRO_ROUTER_THREADS?");
        assertThat(UnknownVariables.warnings(Map.of("CARTEIRO_BOOTSTRAP_SERVER", "k"))).containsExactly(
                "unknown environment variable CARTEIRO_BOOTSTRAP_SERVER; did you mean CARTEIRO_BOOTSTRAP_SERVERS?");
        assertThat(UnknownVariables.warnings(Map.of("CARTEIRO_API_PORT", "8081")))
                .containsExactly("unknown environment variable CARTEIRO_API_PORT: it has no effect");
    }

    @Test
    void acceptsVariablesOfTheProgramItsLauncherComposeAndKubernetes() {
        assertThat(UnknownVariables.warnings(Map.of("CARTEIRO_ROUTER_THREADS", "2", "CARTEIRO_JAVA_OPTS", "",
                "CARTEIRO_JAVA_HOME", "/", "CARTEIRO_CACHE", "off", "CARTEIRO_LOG_FORMAT", "json", "CARTEIRO_IMAGE",
                "x",
                "CARTEIRO_KAFKA_CONFIG", "f", "CARTEIRO_API_DEFAULT_PROFILE_CONTEXT_X", "raw"))).isEmpty();
        assertThat(UnknownVariables.warnings(Map.of("CARTEIRO_API_SERVICE_HOST", "10.0.0.1",
                "CARTEIRO_API_SERVICE_PORT", "8080", "CARTEIRO_API_SERVICE_PORT_HTTP", "8080", "CARTEIRO_API_PORT",
                "tcp://10.0.0.1:8080", "CARTEIRO_API_PORT_8080_TCP", "tcp://10.0.0.1:8080",
                "CARTEIRO_API_PORT_8080_TCP_PROTO", "tcp", "CARTEIRO_API_PORT_8080_TCP_PORT", "8080",
                "CARTEIRO_API_PORT_8080_TCP_ADDR", "10.0.0.1"))).isEmpty();
    }
}
