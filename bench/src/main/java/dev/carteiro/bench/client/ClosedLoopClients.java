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
 * Some connections, each of which asks again as soon as it has its answer. Immutable; each connection has a thread.
 *
 * @param port of the API
 * @param connections at the same time
 * @param expectedStatus of each answer
 * @param source of the requests
 */
public record ClosedLoopClients(int port, int connections, int expectedStatus, RequestSource source) {
    private static final double MILLIS = 1e3;

    /** What is asked. Called by all threads. */
    @FunctionalInterface
    public interface RequestSource {
        /** @param connection which one asks, from 0 */
        byte[] next(int connection);
    }

    /**
     * What came back.
     *
     * @param count answers
     * @param perSecond answers
     * @param p50Millis from the request to the end of its answer
     * @param p99Millis likewise
     */
    public record ResponseSummary(long count, double perSecond, double p50Millis, double p99Millis) {
    }

    /** Returns when the time is over and everything is answered. */
    public ResponseSummary ask(Duration length) throws InterruptedException {
        long began = System.nanoTime();
        long deadline = began + length.toNanos();
        Latencies all = new Latencies();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            List<Future<Latencies>> each = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int connection = i;
                each.add(threads.submit(() -> ask(connection, deadline)));
            }
            for (Future<Latencies> latencies : each) {
                all.add(latencies.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BenchHarnessException trouble ? trouble : new IllegalStateException(e.getCause());
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return new ResponseSummary(all.total(), all.total() / seconds, all.percentile(50) / MILLIS,
                all.percentile(99) / MILLIS);
    }

    private Latencies ask(int connection, long deadline) {
        Latencies latencies = new Latencies();
        try (KeepAliveClient socket = new KeepAliveClient(port)) {
            while (System.nanoTime() - deadline < 0) {
                byte[] request = source.next(connection);
                long sent = System.nanoTime();
                socket.ask(request, expectedStatus);
                latencies.record((System.nanoTime() - sent) / 1_000);
            }
        }
        return latencies;
    }
}
