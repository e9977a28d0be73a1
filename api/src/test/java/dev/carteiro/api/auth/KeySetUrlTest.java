package dev.carteiro.api.auth;

import static dev.carteiro.api.auth.TestAuthenticator.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.runtime.http.ConnectionSettings;
import dev.carteiro.runtime.http.GuardedClient;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.testkit.receiver.Behaviour;
import dev.carteiro.testkit.receiver.Behaviours;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeySetUrlTest {
    private final ScriptedReceiver server = ScriptedReceiver.start();
    private final OkHttpClient client = GuardedClient.create(AllowedTargets.parse(List.of("127.0.0.0/8")),
            ConnectionSettings.DEFAULT, Dns.SYSTEM);
    private final KeySetUrl url = new KeySetUrl(HttpUrl.get(server.uri("/keys").toString()), client);

    @AfterEach
    void close() {
        client.connectionPool().evictAll();
        server.close();
    }

    private void answers(Behaviour behaviour) {
        server.at("/keys").behaves(behaviour);
    }

    @Test
    void fetchesTheSet() throws IOException {
        answers(Behaviours.answer(200, Map.of("content-type", "text/plain"), ISSUER.keySet()));

        assertThat(url.load()).isEqualTo(ISSUER.keySet().getBytes(StandardCharsets.UTF_8));

        assertThat(server.requests()).hasSize(1);
        assertThat(server.requests().getFirst().method()).isEqualTo("GET");
    }

    @Test
    void doesNotFollowARedirect() {
        answers(Behaviours.answer(302, Map.of("location", server.uri("/other").toString()), ""));
        assertThatThrownBy(url::load).isInstanceOf(IOException.class).hasMessage("it answers 302 instead of 200");
        assertThat(server.requests("/other")).isEmpty();
    }

    @Test
    void refusesMoreThanItWouldRead() {
        answers(Behaviours.answer(200, Map.of(), "x".repeat(KeySet.MAX_BYTES + 1)));
        assertThatThrownBy(url::load).hasMessage("it has more than 262144 bytes");
    }

    @Test
    void anEndlessAnswerEnds() {
        answers(Behaviours.endlessBody(200));
        assertThatThrownBy(url::load).hasMessage("it has more than 262144 bytes");
    }

    @Test
    void aServerThatIsNotThereLeavesWhatIsKnown() {
        answers(Behaviours.answer(200, Map.of(), ISSUER.keySet()));
        KeySetCache keys = KeySetCache.at(url.url(), client);
        server.close();
        assertThat(keys.find(SigningAlgorithm.RS256, "rsa")).hasSize(1);
        assertThat(keys.find(SigningAlgorithm.RS256, "other")).isEmpty();
    }
}
