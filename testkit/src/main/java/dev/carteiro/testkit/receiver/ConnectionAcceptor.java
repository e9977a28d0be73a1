package dev.carteiro.testkit.receiver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Accepts connections on a free loopback port, and serves each on a virtual thread of its own. Thread-safe.
 *
 * <p>
 * Closing closes every socket, interrupts every thread and then checks that they end: a behaviour that cannot be stopped would affect
 * the next test.
 */
final class ConnectionAcceptor implements AutoCloseable {
    private static final Duration THREAD_END_TIMEOUT = Duration.ofSeconds(5);
    private static final int BACKLOG = 1_024;

    private final ServerSocket server;
    private final Supplier<ConnectionScript> scripts;
    private final AtomicLong accepted = new AtomicLong();
    private final Map<RawConnection, Thread> open = new ConcurrentHashMap<>();
    private final Thread acceptor;
    private volatile boolean closed;

    /** @param scripts called once for each connection */
    ConnectionAcceptor(Supplier<ConnectionScript> scripts) {
        this.scripts = scripts;
        try {
            this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.acceptor = Thread.ofVirtual().name("receiver-" + port() + "-accept").unstarted(this::accept);
    }

    void start() {
        acceptor.start();
    }

    int port() {
        return server.getLocalPort();
    }

    long accepted() {
        return accepted.get();
    }

    int open() {
        return open.size();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = server.accept();
                long number = accepted.incrementAndGet();
                RawConnection wire = new RawConnection(number, socket);
                Thread thread = Thread.ofVirtual().name("receiver-" + port() + "-" + number)
                        .unstarted(() -> serve(wire));
                open.put(wire, thread);
                thread.start();
            } catch (IOException e) {
                // Closed, or the sender closed the connection before it was accepted.
            }
        }
    }

    private void serve(RawConnection wire) {
        try (wire) {
            scripts.get().run(wire);
        } catch (IOException | RuntimeException | InterruptedException e) {
            // The sender closed the connection or broke the protocol, or the receiver was closed: the request log shows which.
        } finally {
            open.remove(wire);
        }
    }

    @Override
    public void close() {
        closed = true;
        closeQuietly(server);
        List<Thread> threads = new ArrayList<>(List.of(acceptor));
        try {
            // The acceptor ends first, so that no connection is accepted after the others are closed.
            acceptor.join(THREAD_END_TIMEOUT);
            open.forEach((wire, thread) -> {
                threads.add(thread);
                closeQuietly(wire);
                thread.interrupt();
            });
            for (Thread thread : threads) {
                if (!thread.join(THREAD_END_TIMEOUT)) {
                    throw new AssertionError("the receiver's thread " + thread.getName() + " does not end in time");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception ignored) {
            // close() checks below that its thread ends.
        }
    }
}
