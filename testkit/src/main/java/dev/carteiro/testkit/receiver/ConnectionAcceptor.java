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
 * Accepts connections on a free loopback port and runs each on a virtual thread of its own. Thread-safe.
 *
 * <p>
 * Closing closes every socket, interrupts every thread and then looks whether they ended: a behaviour that cannot be
 * stopped would leak into the next test.
 */
final class ConnectionAcceptor implements AutoCloseable {
    private static final Duration THREADS_END_WITHIN = Duration.ofSeconds(5);
    private static final int BACKLOG = 1_024;

    private final ServerSocket server;
    private final Supplier<ConnectionScript> scripts;
    private final AtomicLong accepted = new AtomicLong();
    private final Map<RawConnection, Thread> open = new ConcurrentHashMap<>();
    private final Thread acceptor;
    private volatile boolean closed;

    /** @param scripts asked once per connection */
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
                // Closed, or a sender that hung up between connecting and being accepted.
            }
        }
    }

    private void serve(RawConnection wire) {
        try (wire) {
            scripts.get().run(wire);
        } catch (IOException | RuntimeException | InterruptedException e) {
            // The sender hung up or broke the protocol, or the receiver was closed: the request log tells.
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
            // First the acceptor, so that no connection comes after the others were closed.
            acceptor.join(THREADS_END_WITHIN);
            open.forEach((wire, thread) -> {
                threads.add(thread);
                closeQuietly(wire);
                thread.interrupt();
            });
            for (Thread thread : threads) {
                if (!thread.join(THREADS_END_WITHIN)) {
                    throw new AssertionError("the receiver's thread " + thread.getName() + " does not end");
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
            // The thread that uses it is looked at below.
        }
    }
}
