package dev.carteiro.bench.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class IdSetTest {
    private final IdSet ids = new IdSet();

    @Test
    void countsEachIdOnceHoweverManyThereAre() {
        for (int i = 0; i < 200_000; i++) {
            assertThat(ids.add(hash("dlv_" + i))).isTrue();
        }
        for (int i = 0; i < 200_000; i += 1_000) {
            assertThat(ids.add(hash("dlv_" + i))).isFalse();
        }

        assertThat(ids.size()).isEqualTo(200_000);
    }

    private static long hash(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        return IdSet.hash(bytes, 0, bytes.length);
    }
}
