package dev.carteiro.runtime.server;

import dev.carteiro.runtime.logging.RateLimitedLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Bounds the connections of one server: how many there are, how many from one address, and how long a request may keep
 * one. Safe for any thread; a virtual thread of its own looks for slow requests.
 *
 * <pre>
 *   a connection is opened
 *      its address has as many as it may  --> another one from there is closed for it
 *      there are as many as there may be  --> another one is closed for it
 *                                             1. idle or with half a request, and no valid token was seen on it
 *                                             2. no valid token, and its request has been under way for 5 s
 *                                             3. idle
 *                                             of two alike, the one whose address has more, then the older one
 *      nothing of that kind among those   --> the new one is closed
 *
 *   every two seconds or so
 *      half a request, for too long       --> closed
 *      a request that is not answered yet, or whose response is not read, for too long --> closed
 * </pre>
 *
 * <p>So a client that opens connections and does nothing pushes its own ones out, then those of others who do nothing,
 * and never one that is at work. Jetty's own times begin anew with every byte: a client that sends or reads one every few
 * seconds would keep its connection for hours.
 */
public final class ConnectionGuard implements Connection.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionGuard.class);
    private static final String AUTHENTICATED = "dev.carteiro.authenticated";
    private static final Duration SLOW = Duration.ofSeconds(5);
    private static final Duration MOST_OFTEN = Duration.ofMillis(10);
    private static final Duration LEAST_OFTEN = Duration.ofSeconds(2);

    /** Of the oldest connections, so that a flood of new ones costs the same whatever there are. */
    private static final int CANDIDATES = 64;

    private final String server;
    private final ConnectionLimits limits;
    private final Map<CloseReason, Counter> closed = new EnumMap<>(CloseReason.class);
    private final RateLimitedLog journal = new RateLimitedLog(LOG, Level.WARN, "closed connections", System::nanoTime);
    private final Thread thread;

    /** Connections are opened one after the other, so that no two take the same one's place. Taken before the other lock. */
    private final ReentrantLock opening = new ReentrantLock();

    /** Guards everything below; taken for arithmetic only. */
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Connection, TrackedConnection> all = new LinkedHashMap<>();
    private final Map<String, Map<Connection, TrackedConnection>> byAddress = new HashMap<>();

    /** What a connection is at. */
    private enum ConnectionPhase {
        IDLE, HEAD, REQUEST
    }

    /** Whether a connection may be closed for another one, the first that may first. */
    private enum EvictionRank {
        UNKNOWN_IDLE, UNKNOWN_SLOW, KNOWN_IDLE, STAYS
    }

    /** @param messages requests that the connection has seen, so that two quick ones are not taken for a slow one */
    private record PhaseObservation(ConnectionPhase stage, long messages, long nanos) {
    }

    private static final class TrackedConnection {
        private final Connection connection;
        private final String address;
        private final boolean isProxy;
        private volatile PhaseObservation seen;

        TrackedConnection(Connection connection, String address, boolean isProxy, PhaseObservation seen) {
            this.connection = connection;
            this.address = address;
            this.isProxy = isProxy;
            this.seen = seen;
        }
    }

    /** @param neighbours how many connections its address has */
    private record EvictionCandidate(TrackedConnection tracked, int neighbours, EvictionRank rank) {
        private static final Comparator<EvictionCandidate> FIRST = Comparator.comparing(EvictionCandidate::rank)
                .thenComparing(Comparator.comparingInt(EvictionCandidate::neighbours).reversed());
    }

    /** @param server its name in metrics: {@code api} or {@code monitor} */
    public ConnectionGuard(String server, ConnectionLimits limits, MeterRegistry meters) {
        this.server = server;
        this.limits = limits;
        for (CloseReason reason : CloseReason.values()) {
            closed.put(reason, ServerMeter.CLOSED.spec().counter(meters, server, reason.label()));
        }
        ServerMeter.CONNECTIONS.spec().gauge(meters, this::size, server);
        thread = Thread.ofVirtual().name(server + "-connections").unstarted(this::watch);
    }

    /** A valid token came by this connection: it is not closed for another one while others can be. */
    public static void authenticated(ConnectionMetaData connection) {
        connection.setAttribute(AUTHENTICATED, true);
    }

    /** Begins to look for slow requests. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote
                && remote.getAddress() != null) {
            InetAddress address = remote.getAddress();
            open(new TrackedConnection(connection, ClientNetwork.of(address), limits.isProxy(address),
                    new PhaseObservation(ConnectionPhase.IDLE, 0, System.nanoTime())));
        } else {
            connection.getEndPoint().close(); // it is gone already
        }
    }

    @Override
    public void onClosed(Connection connection) {
        lock.lock();
        try {
            TrackedConnection tracked = all.get(connection);
            if (tracked != null) {
                remove(tracked);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many connections there are. */
    int size() {
        lock.lock();
        try {
            return all.size();
        } finally {
            lock.unlock();
        }
    }

    private void open(TrackedConnection opened) {
        CloseReason reason;
        TrackedConnection victim;
        opening.lock();
        try {
            List<EvictionCandidate> candidates = new ArrayList<>();
            reason = add(opened, candidates);
            if (reason == null) {
                return;
            }
            victim = takeOut(candidates, opened);
        } finally {
            opening.unlock();
        }
        close(victim, reason);
    }

    /**
     * @param candidates gets those of which one has to go
     * @return why; {@code null} if none has to
     */
    private @Nullable CloseReason add(TrackedConnection opened, List<EvictionCandidate> candidates) {
        lock.lock();
        try {
            Map<Connection, TrackedConnection> neighbours = add(opened);
            if (!opened.isProxy && neighbours.size() > limits.perAddress()) {
                candidates(neighbours, opened, candidates);
                return CloseReason.ADDRESS_LIMIT;
            }
            if (all.size() > limits.total()) {
                candidates(all, opened, candidates);
                return CloseReason.TOTAL_LIMIT;
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private TrackedConnection takeOut(List<EvictionCandidate> candidates, TrackedConnection opened) {
        // Not under the other lock: Jetty is asked, which has locks of its own.
        long now = System.nanoTime();
        TrackedConnection victim = candidates.stream()
                .map(each -> new EvictionCandidate(each.tracked(), each.neighbours(), rank(each.tracked(), now)))
                .filter(each -> each.rank() != EvictionRank.STAYS).min(EvictionCandidate.FIRST).map(EvictionCandidate::tracked).orElse(opened);
        lock.lock();
        try {
            remove(victim);
            if (victim == opened) {
                // All are at work: next time others are looked at.
                for (EvictionCandidate each : candidates) {
                    if (all.containsKey(each.tracked().connection)) {
                        remove(each.tracked());
                        add(each.tracked());
                    }
                }
            }
            return victim;
        } finally {
            lock.unlock();
        }
    }

    private Map<Connection, TrackedConnection> add(TrackedConnection opened) {
        all.put(opened.connection, opened);
        Map<Connection, TrackedConnection> neighbours = byAddress.computeIfAbsent(opened.address, any -> new LinkedHashMap<>());
        neighbours.put(opened.connection, opened);
        return neighbours;
    }

    private void remove(TrackedConnection tracked) {
        all.remove(tracked.connection);
        Map<Connection, TrackedConnection> neighbours = byAddress.get(tracked.address);
        if (neighbours != null) {
            neighbours.remove(tracked.connection);
            if (neighbours.isEmpty()) {
                byAddress.remove(tracked.address);
            }
        }
    }

    private void candidates(Map<Connection, TrackedConnection> from, TrackedConnection opened, List<EvictionCandidate> candidates) {
        for (TrackedConnection tracked : from.values()) {
            if (candidates.size() == CANDIDATES) {
                return;
            }
            if (tracked != opened) {
                int neighbours = tracked.isProxy ? 0 : byAddress.getOrDefault(tracked.address, Map.of()).size();
                candidates.add(new EvictionCandidate(tracked, neighbours, EvictionRank.STAYS));
            }
        }
    }

    /** It is taken out already. */
    private void close(TrackedConnection tracked, CloseReason reason) {
        Counter counter = closed.get(reason);
        if (counter != null) {
            counter.increment();
        }
        journal.write("a connection of " + tracked.address + " to the " + server + " is closed: " + reason.text(),
                Map.of("address", tracked.address, "reason", reason.label()));
        tracked.connection.getEndPoint().close();
    }

    private static EvictionRank rank(TrackedConnection tracked, long now) {
        if (!(tracked.connection instanceof HttpConnection http)) {
            return EvictionRank.STAYS;
        }
        boolean isKnown = http.getAttribute(AUTHENTICATED) != null;
        if (stage(http) != ConnectionPhase.REQUEST) {
            return isKnown ? EvictionRank.KNOWN_IDLE : EvictionRank.UNKNOWN_IDLE;
        }
        PhaseObservation seen = tracked.seen;
        boolean isSlow = seen.stage() == ConnectionPhase.REQUEST && seen.messages() == http.getMessagesIn()
                && now - seen.nanos() > SLOW.toNanos();
        return isSlow && !isKnown ? EvictionRank.UNKNOWN_SLOW : EvictionRank.STAYS;
    }

    private static ConnectionPhase stage(HttpConnection http) {
        if (http.getHttpChannel().getRequest() != null) {
            return ConnectionPhase.REQUEST;
        }
        return http.getParser().isStart() || http.getParser().isTerminated() ? ConnectionPhase.IDLE : ConnectionPhase.HEAD;
    }

    private void watch() {
        Duration quarter = limits.head().dividedBy(4);
        Duration every = quarter.compareTo(LEAST_OFTEN) < 0 ? quarter : LEAST_OFTEN;
        try {
            while (true) {
                Thread.sleep(every.compareTo(MOST_OFTEN) < 0 ? MOST_OFTEN : every);
                try {
                    look(System.nanoTime());
                } catch (RuntimeException | Error e) {
                    // The next look may succeed; without one, slow requests would keep their connections.
                    LOG.error("the connections of the {} were not looked at", server, e);
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private void look(long now) {
        List<TrackedConnection> copy;
        lock.lock();
        try {
            copy = List.copyOf(all.values());
        } finally {
            lock.unlock();
        }
        for (TrackedConnection tracked : copy) {
            if (tracked.connection instanceof HttpConnection http) {
                look(tracked, new PhaseObservation(stage(http), http.getMessagesIn(), now));
            }
        }
    }

    private void look(TrackedConnection tracked, PhaseObservation current) {
        PhaseObservation before = tracked.seen;
        if (before.stage() != current.stage() || before.messages() != current.messages()) {
            tracked.seen = current;
            return;
        }
        Duration lasting = Duration.ofNanos(current.nanos() - before.nanos());
        boolean isTooLong = switch (current.stage()) {
            case IDLE -> false; // Jetty's idle time
            case HEAD -> lasting.compareTo(limits.head()) >= 0;
            case REQUEST -> lasting.compareTo(limits.request()) >= 0;
        };
        if (isTooLong) {
            onClosed(tracked.connection);
            close(tracked, CloseReason.SLOW);
        }
    }
}
