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
 * A Kafka node in this process that serves any client on this machine: {@link #start} returns when it takes requests,
 * {@link #close} when it has stopped. Thread-safe.
 *
 * <p>
 * Its records survive a restart and a kill of the process; not synced to disk on each write, the last ones may be lost
 * with the machine's power. Kafka ends the JVM when it cannot go on; here that reaches the listener given at start, and
 * the process is the caller's to end. The node cannot serve any more after that, and should be closed.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);

    /** Kafka writes it at the end of a clean stop, and removes it at a start. */
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
     * @param onFatalFault called at most once, on a thread of its own, with one line, when Kafka gives up after it had
     *     started; not called for a start that fails, nor while closing
     * @throws BrokerException if the port, the directory or what lies in it does not allow a start; nothing is left
     *     running
     */
    public static EmbeddedBroker start(BrokerSettings settings, Consumer<String> onFatalFault) throws BrokerException {
        // For its log cleaner, and for every client in this process.
        DecompressionLimit.install();
        ListenerSockets sockets = ListenerSockets.bind(settings.port());
        LockedDataDirectory directory = null;
        try {
            directory = LockedDataDirectory.claim(settings.dataDirectory());
            KafkaStorage.formatIfNew(directory.path());
            MetadataLogCheck.refuseDamaged(directory.path());
            EmbeddedBroker broker = create(directory, sockets, settings);
            broker.startNode();
            Path path = directory.path();
            broker.faults.serving(fault -> onFatalFault.accept(DiskSpace.isFull(path)
                    ? DiskSpace.full(path, "the embedded Kafka broker stopped")
                    : "the embedded Kafka broker stopped: " + fault));
            return broker;
        } catch (BrokerException e) {
            sockets.close();
            if (directory != null) {
                directory.close();
            }
            throw DiskSpace.isFull(settings.dataDirectory())
                    ? new BrokerException(
                            DiskSpace.full(settings.dataDirectory(), "the embedded Kafka broker did not start"),
                            e)
                    : e;
        }
    }

    /**
     * Returns whether the broker that used a directory last was killed, so that the next start takes longer: it checks the
     * ends of logs, and waits until the controller has given the one before it up.
     */
    public static boolean wasKilled(Path dataDirectory) {
        return KafkaStorage.isFormatted(dataDirectory) && !Files.exists(dataDirectory.resolve(CLEAN_SHUTDOWN));
    }

    private static EmbeddedBroker create(LockedDataDirectory directory, ListenerSockets sockets, BrokerSettings settings)
            throws BrokerException {
        try {
            return new EmbeddedBroker(directory, sockets, settings);
        } catch (RuntimeException e) {
            throw didNotStart(directory, FatalFaultReporter.oneLine(e), e);
        }
    }

    private void startNode() throws BrokerException {
        KafkaExit.route(threads, faults);
        CompletableFuture<Void> started = new CompletableFuture<>();
        Thread starter = run("start", node::start, started);
        try {
            // A fault in the background would leave the start waiting for something that never comes.
            CompletableFuture.anyOf(started, faults.first().thenAccept(line -> {
                throw new IllegalStateException(line);
            })).get();
        } catch (ExecutionException e) {
            BrokerException failure = didNotStart(directory, faults.first().getNow(FatalFaultReporter.oneLine(e)), e);
            starter.interrupt();
            abandon();
            throw failure;
        } catch (InterruptedException e) {
            starter.interrupt();
            abandon();
            Thread.currentThread().interrupt();
            throw new BrokerException("the start of the embedded Kafka broker was interrupted", e);
        }
    }

    private void abandon() {
        faults.closing();
        stopNode();
        KafkaExit.forget(threads);
    }

    private static BrokerException didNotStart(LockedDataDirectory directory, String reason, Throwable cause) {
        return new BrokerException("the embedded Kafka broker did not start on " + directory.path() + ": " + reason
                + "; if the directory is damaged or from a newer version, restore it or choose another", cause);
    }

    /** What clients set as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return BrokerConfig.bootstrapServers(port());
    }

    /** The port on localhost, also where the settings left it open. */
    public int port() {
        return sockets.clientPort();
    }

    /** Stops the node within half a minute, in seconds as a rule. Further calls do nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        faults.closing();
        boolean stopped = stopNode();
        KafkaExit.forget(threads);
        sockets.close();
        if (stopped) {
            directory.close();
        } else {
            // Its threads may still write, so the directory stays ours until the process ends.
            LOG.warn("The embedded Kafka broker did not stop within {} s", STOPS_WITHIN.toSeconds());
        }
    }

    private boolean stopNode() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        Thread stopper = run("stop", node::stop, stopped);
        try {
            stopped.get(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS);
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

    /** For the leak check: the names of the node's threads that still live. */
    List<String> liveThreads() {
        Thread[] live = new Thread[threads.activeCount() + 16];
        int count = threads.enumerate(live);
        return Arrays.stream(live, 0, count).map(Thread::getName).toList();
    }

    private Thread run(String what, Runnable step, CompletableFuture<Void> outcome) {
        Thread thread = new Thread(threads, () -> {
            try {
                step.run();
                outcome.complete(null);
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        }, "carteiro-broker-" + what);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
