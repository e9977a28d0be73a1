package dev.carteiro.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KeptConnectionsTest {
    private static final Duration LONG_KEEP_ALIVE = Duration.ofMinutes(5);

    private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();

    @Test
    void manyCallsScheduleOneCleanup() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(CountingReceiver.OK)) {
            OkHttpClient client = client(KeptConnections.pool(10, LONG_KEEP_ALIVE, later::add));

            get(client, receiver, 100);

            assertThat(later).hasSize(1);
            assertThat(receiver.accepted()).isEqualTo(1);
        }
    }

    @Test
    void manyCallsDuringACleanupScheduleOneMore() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(CountingReceiver.OK)) {
            OkHttpClient client = client(KeptConnections.pool(10, LONG_KEEP_ALIVE, later::add));
            get(client, receiver, 1);
            untilItWaits(Thread.startVirtualThread(later.remove()));

            get(client, receiver, 100);

            assertThat(later).hasSize(1);
        }
    }

    @Test
    void aCleanupClosesSurplusConnections() throws Exception {
        try (CountingReceiver first = new CountingReceiver(CountingReceiver.OK);
                CountingReceiver second = new CountingReceiver(CountingReceiver.OK);
                CountingReceiver third = new CountingReceiver(CountingReceiver.OK)) {
            ConnectionPool pool = KeptConnections.pool(1, LONG_KEEP_ALIVE, later::add);
            OkHttpClient client = client(pool);
            get(client, first, 1);
            get(client, second, 1);
            assertThat(pool.connectionCount()).isEqualTo(2);

            Thread looking = Thread.startVirtualThread(later.remove());

            first.awaitClosed(1);
            untilItWaits(looking);
            assertThat(pool.connectionCount()).isEqualTo(1);

            get(client, third, 1);
            later.remove().run();

            second.awaitClosed(1);
            untilItWaits(looking);
            assertThat(pool.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void closesConnectionsThatAreIdleForTooLong() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(CountingReceiver.OK)) {
            Executor atOnce = Thread::startVirtualThread;
            OkHttpClient client = client(KeptConnections.pool(10, Duration.ofMillis(20), atOnce));

            get(client, receiver, 1);

            receiver.awaitClosed(1);
        }
    }

    @Test
    void evictingDoesNotWait() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(CountingReceiver.OK)) {
            ConnectionPool pool = KeptConnections.pool(10, LONG_KEEP_ALIVE, later::add);
            get(client(pool), receiver, 1);

            pool.evictAll();

            receiver.awaitClosed(1);
            assertThat(pool.connectionCount()).isZero();
        }
    }

    /** Returns when the thread waits. The thread gives no signal, so its state is polled. */
    private static void untilItWaits(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    private static OkHttpClient client(ConnectionPool pool) {
        return new OkHttpClient.Builder().connectionPool(pool).build();
    }

    private static void get(OkHttpClient client, CountingReceiver receiver, int calls) throws IOException {
        for (int i = 0; i < calls; i++) {
            Request request = new Request.Builder().url("http://127.0.0.1:" + receiver.port() + "/").build();
            try (Response response = client.newCall(request).execute()) {
                assertThat(response.body().string()).isEqualTo("ok");
            }
        }
    }
}
