package dev.carteiro.api.auth;

import static dev.carteiro.api.auth.TestAuthenticator.ISSUER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.testkit.time.ManualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeySetCacheTest {
    private final ManualTime time = ManualTime.startingAt("2025-02-10T15:30:50Z");
    private final Deque<Runnable> behindTheScenes = new ArrayDeque<>();
    private @Nullable String published = set("one");
    private int reads;

    private final KeySetCache keys = new KeySetCache(this::read, time.nanoClock(), behindTheScenes::add);

    private byte[] read() throws IOException {
        reads++;
        if (published == null) {
            throw new IOException("it is away");
        }
        return published.getBytes(StandardCharsets.UTF_8);
    }

    private static String set(String id) {
        return "{\"keys\":[" + ISSUER.rsaJwk(id) + "]}";
    }

    private boolean knows(String id) {
        return !keys.find(SigningAlgorithm.RS256, id).isEmpty();
    }

    @Test
    void aNewKeyWorksWithItsFirstToken() {
        assertThat(knows("one")).isTrue();
        published = set("two");
        time.advance(KeySetCache.PAUSE);

        assertThat(knows("two")).isTrue();
        assertThat(knows("one")).isFalse();
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void madeUpIdsAreAskedForOnceInAWhile() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(knows("made-up-" + i)).isFalse();
        }
        assertThat(reads).isEqualTo(1);
        time.advance(KeySetCache.PAUSE.minusNanos(1));
        assertThat(knows("made-up")).isFalse();
        assertThat(reads).isEqualTo(1);
        time.advance(Duration.ofNanos(1));
        assertThat(knows("made-up")).isFalse();
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void aKeyForAnotherAlgorithmIsNotAskedForAgain() {
        assertThat(knows("one")).isTrue();
        time.advance(KeySetCache.PAUSE);
        assertThat(keys.find(SigningAlgorithm.ES256, "one")).isEmpty();
        assertThat(keys.find(SigningAlgorithm.ES256, null)).isEmpty();
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void anOutageLeavesKnownKeysInForce() {
        assertThat(knows("one")).isTrue();
        published = null;
        for (int minute = 0; minute < 60; minute++) {
            time.advance(Duration.ofMinutes(1));
            assertThat(knows("one")).isTrue();
            assertThat(knows("two")).isFalse();
            drain();
        }
        published = "{\"keys\":[]}";
        time.advance(KeySetCache.FRESH);
        assertThat(knows("one")).isTrue();
        drain();
        assertThat(knows("one")).isTrue();
    }

    @Test
    void aWithdrawnKeyStopsWithinMinutesAndNobodyWaitsForIt() {
        assertThat(knows("one")).isTrue();
        published = set("two");
        time.advance(KeySetCache.FRESH);

        assertThat(knows("one")).isTrue();
        assertThat(knows("one")).isTrue();
        assertThat(reads).as("nobody has waited").isEqualTo(1);
        drain();
        assertThat(reads).as("once for both").isEqualTo(2);
        assertThat(knows("one")).isFalse();
    }

    @Test
    void beforeTheFirstSetNobodyCanBeTold() {
        published = null;
        assertThatThrownBy(() -> knows("one")).isInstanceOf(KeysUnavailableException.class);
        published = set("one");
        assertThatThrownBy(() -> knows("one")).isInstanceOf(KeysUnavailableException.class);
        time.advance(KeySetCache.PAUSE);
        assertThat(knows("one")).isTrue();
    }

    @Test
    void aFileThatCannotBeUsedSaysWhy(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("keys.json");
        assertThatThrownBy(() -> KeySetCache.inFile(file)).hasMessage("there is no such file");
        Files.writeString(file, "x".repeat(KeySet.MAX_BYTES + 1));
        assertThatThrownBy(() -> KeySetCache.inFile(file)).hasMessage("it has more than 262144 bytes");
        Files.writeString(file, set("one"));
        assertThat(KeySetCache.inFile(file).find(SigningAlgorithm.RS256, "one")).hasSize(1);
    }

    private void drain() {
        while (!behindTheScenes.isEmpty()) {
            behindTheScenes.poll().run();
        }
    }
}
