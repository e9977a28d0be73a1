package dev.carteiro.broker;

import dev.carteiro.broker.KafkaExit.NodeThreadGroup;
import dev.carteiro.schemas.wire.DecompressionLimit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka node in this process, for clients on this machine. Thread-safe. {@link #start} returns when the node accepts
 * requests, {@link #close} when it has stopped.
 *
 * <p>Its records survive a restart and a kill of the process. The last ones may be lost in a power failure, because not
 * every write is synced to disk. Kafka ends the JVM after a fatal fault; here, the listener passed to {@link #start} is
 * called instead, and the caller decides whether to end the process. The node is unusable then and should be closed.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    /** File that Kafka creates at the end of a clean stop, and removes at a start. */
    private static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";

    private final NodeThreadGroup threads = new NodeThreadGroup();
    private final FatalFaultReporter faults = new FatalFaultReporter();
    private final LockedDataDirectory directory;
    private final ListenerSockets sockets;
    private final KafkaNode node;
    private boolean closed;

    private EmbeddedBroker(LockedDataDirectory directory, ListenerSockets sockets, BrokerSettings settings) {
        this.directory = directory;
        this.sockets = sockets;
        this.node = new KafkaNode(BrokerConfig.of(settings, sockets.clientPort(), sockets.controllerPort()), sockets,
                faults);
    }

    /** Starts a broker whose fatal faults are only logged. */
    public static EmbeddedBroker start(BrokerSettings settings) throws BrokerException {
        return start(settings, line -> {
        });
    }

    /**
     * Starts a broker.
     *
     * @param onFatalFault called at most once, on a thread of its own, with one line, if a fatal fault occurs after the
     *     start; not called if the start fails, nor while closing
     * @throws BrokerException if the port, the directory or its content does not allow a start; nothing is left running
     */
    public static EmbeddedBroker start(BrokerSettings settings, Consumer<String> onFatalFault) throws BrokerException {
        // For the node's log cleaner, and for all clients in this process.
        DecompressionLimit.install();
        ListenerSockets sockets = ListenerSockets.bind(settings.port());
        LockedDataDirectory directory = null;
        try {
            directory = LockedDataDirectory.acquire(settings.dataDirectory());
            KafkaStorage.formatIfNew(directory.path());
            MetadataLogCheck.requireReadable(directory.path());
            EmbeddedBroker broker = create(directory, sockets, settings);
            broker.startNode();
            Path path = directory.path();
            broker.faults.setListener(fault -> onFatalFault.accept(DiskSpace.isFull(path)
                    ? DiskSpace.describeFull(path, "the embedded Kafka broker stopped")
                    : "the embedded Kafka broker stopped: " + fault));
            return broker;
        } catch (BrokerException e) {
            sockets.close();
            if (directory != null) {
                directory.close();
            }
            throw DiskSpace.isFull(settings.dataDirectory())
                    ? new BrokerException(
                            DiskSpace.describeFull(settings.dataDirectory(), "the embedded Kafka broker did not start"),
                            e)
                    : e;
        }
    }

    /**
     * Returns whether the last broker that used a directory was killed. The next start takes longer then, because it
     * checks the ends of logs, and waits until the controller has fenced the former broker.
     */
    public static boolean wasKilled(Path dataDirectory) {
        return KafkaStorage.isFormatted(dataDirectory) && !Files.exists(dataDirectory.resolve(CLEAN_SHUTDOWN));
    }

    private static EmbeddedBroker create(LockedDataDirectory directory, ListenerSockets sockets,
            BrokerSettings settings)
            throws BrokerException {
        try {
            return new EmbeddedBroker(directory, sockets, settings);
        } catch (RuntimeException e) {
            throw didNotStart(directory, FatalFaultReporter.oneLine(e), e);
        }
    }

    private void startNode() throws BrokerException {
        KafkaExit.register(threads, faults);
        CompletableFuture<Void> started = new CompletableFuture<>();
        Thread starter = run("start", node::start, started);
        try {
            // Without this, the start would wait forever after a fault in the background.
            CompletableFuture.anyOf(started, faults.first().thenAccept(line -> {
                throw new IllegalStateException(line);
            })).get();
        } catch (ExecutionException e) {
            BrokerException failure = didNotStart(directory, faults.first().getNow(FatalFaultReporter.oneLine(e)), e);
            starter.interrupt();
            abort();
            throw failure;
        } catch (InterruptedException e) {
            starter.interrupt();
            abort();
            Thread.currentThread().interrupt();
            throw new BrokerException("the start of the embedded Kafka broker was interrupted", e);
        }
    }

    private void abort() {
        faults.close();
        stopNode();
        KafkaExit.unregister(threads);
    }

    private static BrokerException didNotStart(LockedDataDirectory directory, String reason, Throwable cause) {
        return new BrokerException("the embedded Kafka broker did not start on " + directory.path() + ": " + reason
                + "; if the directory is damaged or from a newer version, restore it or use another one", cause);
    }

    /** Returns the value of {@code bootstrap.servers} for clients. */
    public String bootstrapServers() {
        return BrokerConfig.bootstrapServers(port());
    }

    /** Returns the port on localhost, including one that was chosen automatically. */
    public int port() {
        return sockets.clientPort();
    }

    /** Stops the node, usually within seconds and at most within 30 s. Later calls have no effect. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        faults.close();
        boolean stopped = stopNode();
        KafkaExit.unregister(threads);
        sockets.close();
        if (stopped) {
            directory.close();
        } else {
            // Its threads may still write, so that the directory remains locked until the process ends.
            LOG.warn("The embedded Kafka broker did not stop within {} s", STOP_TIMEOUT.toSeconds());
        }
    }

    private boolean stopNode() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        Thread stopper = run("stop", node::stop, stopped);
        try {
            stopped.get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            stopper.join();
            return true;
        } catch (ExecutionException e) {
            LOG.warn("The embedded Kafka broker did not stop cleanly: {}", FatalFaultReporter.oneLine(e), e);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns the names of the node's live threads, for the leak check of tests. */
    List<String> liveThreads() {
        Thread[] live = new Thread[threads.activeCount() + 16];
        int count = threads.enumerate(live);
        return Arrays.stream(live, 0, count).map(Thread::getName).toList();
    }

    private Thread run(String name, Runnable step, CompletableFuture<Void> outcome) {
        Thread thread = new Thread(threads, () -> {
            try {
                step.run();
                outcome.complete(null);
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        }, "carteiro-broker-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
