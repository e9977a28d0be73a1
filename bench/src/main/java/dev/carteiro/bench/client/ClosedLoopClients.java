package dev.carteiro.bench.client;

import dev.carteiro.bench.process.BenchHarnessException;
import dev.carteiro.bench.report.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A closed-loop load: each connection sends its next request as soon as it has the response. Immutable; one thread for each
 * connection.
 *
 * @param port of the API
 * @param connections number of concurrent connections
 * @param expectedStatus of each response
 * @param source of the requests
 */
public record ClosedLoopClients(int port, int connections, int expectedStatus, RequestSource source) {
    private static final double MILLIS = 1e3;

    /** Creates requests. Called by all threads. */
    @FunctionalInterface
    public interface RequestSource {
        /** @param connection number of the connection, from 0 */
        byte[] next(int connection);
    }

    /**
     * Summary of the responses.
     *
     * @param count responses
     * @param perSecond responses
     * @param p50Millis from the request to the end of its response
     * @param p99Millis likewise
     */
    public record ResponseSummary(long count, double perSecond, double p50Millis, double p99Millis) {
    }

    /** Returns when the time is over and every request has its response. */
    public ResponseSummary run(Duration length) throws InterruptedException {
        long began = System.nanoTime();
        long deadline = began + length.toNanos();
        Latencies all = new Latencies();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            List<Future<Latencies>> each = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int connection = i;
                each.add(threads.submit(() -> run(connection, deadline)));
            }
            for (Future<Latencies> latencies : each) {
                all.add(latencies.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BenchHarnessException trouble
                    ? trouble
                    : new IllegalStateException(e.getCause());
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return new ResponseSummary(all.total(), all.total() / seconds, all.percentile(50) / MILLIS,
                all.percentile(99) / MILLIS);
    }

    private Latencies run(int connection, long deadline) {
        Latencies latencies = new Latencies();
        try (KeepAliveClient socket = new KeepAliveClient(port)) {
            while (System.nanoTime() - deadline < 0) {
                byte[] request = source.next(connection);
                long sent = System.nanoTime();
                socket.send(request, expectedStatus);
                latencies.record((System.nanoTime() - sent) / 1_000);
            }
        }
        return latencies;
    }
}
