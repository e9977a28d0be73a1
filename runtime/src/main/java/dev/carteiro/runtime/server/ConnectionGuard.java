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
 * Limits the connections of one server: their number, their number for each address, and the duration of a request. Safe for any
 * thread. A virtual thread of its own checks for slow requests.
 *
 * <pre>
 *   a connection is opened
 *      its address is over its limit      --> another one of this address is closed for it
 *      the server is over its limit       --> another one is closed for it
 *                                             1. idle or with half a request, and without a valid token so far
 *                                             2. without a valid token, and its request has been running for 5 s
 *                                             3. idle
 *                                             of two alike, the one whose address has more, then the older one
 *      none of these exists               --> the new one is closed
 *
 *   every 2 s or more often
 *      half a request, for too long       --> closed
 *      a request without its whole response, for too long --> closed
 * </pre>
 *
 * <p>A client that opens idle connections thus displaces its own first, then idle ones of others. A connection with a running
 * request is displaced only without a valid token, and only after 5 s. Jetty's own timeouts start again with every byte: a client
 * that sends or reads one byte every few seconds would keep its connection for hours.
 */
public final class ConnectionGuard implements Connection.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionGuard.class);
    private static final String AUTHENTICATED = "dev.carteiro.authenticated";
    private static final Duration SLOW_REQUEST_AGE = Duration.ofSeconds(5);
    private static final Duration MIN_CHECK_INTERVAL = Duration.ofMillis(10);
    private static final Duration MAX_CHECK_INTERVAL = Duration.ofSeconds(2);

    /** Only the oldest connections are candidates, so that the cost of a flood does not depend on their number. */
    private static final int MAX_CANDIDATES = 64;

    private final String server;
    private final ConnectionLimits limits;
    private final Map<CloseReason, Counter> closed = new EnumMap<>(CloseReason.class);
    private final RateLimitedLog journal = new RateLimitedLog(LOG, Level.WARN, "closed connections", System::nanoTime);
    private final Thread thread;

    /** Held while a connection is opened, so that two new ones do not displace the same one. Taken before the other lock. */
    private final ReentrantLock opening = new ReentrantLock();

    /** Guards all fields below; held for arithmetic only. */
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Connection, TrackedConnection> all = new LinkedHashMap<>();
    private final Map<String, Map<Connection, TrackedConnection>> byAddress = new HashMap<>();

    /** The phase of a connection. */
    private enum ConnectionPhase {
        IDLE, HEAD, REQUEST
    }

    /** The order in which connections are closed for new ones, the first rank first. */
    private enum EvictionRank {
        UNKNOWN_IDLE, UNKNOWN_SLOW, KNOWN_IDLE, STAYS
    }

    /** @param messages requests on the connection so far; tells two quick requests from one slow request */
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

    /** @param neighbours connections of the same address */
    private record EvictionCandidate(TrackedConnection tracked, int neighbours, EvictionRank rank) {
        private static final Comparator<EvictionCandidate> FIRST = Comparator.comparing(EvictionCandidate::rank)
                .thenComparing(Comparator.comparingInt(EvictionCandidate::neighbours).reversed());
    }

    /** @param server the server's name in metrics: {@code api} or {@code monitor} */
    public ConnectionGuard(String server, ConnectionLimits limits, MeterRegistry meters) {
        this.server = server;
        this.limits = limits;
        for (CloseReason reason : CloseReason.values()) {
            closed.put(reason, ServerMeter.CLOSED.spec().counter(meters, server, reason.label()));
        }
        ServerMeter.CONNECTIONS.spec().gauge(meters, this::size, server);
        thread = Thread.ofVirtual().name(server + "-connections").unstarted(this::watch);
    }

    /** Records that the connection has sent a valid token: others are closed before it. */
    public static void markAuthenticated(ConnectionMetaData connection) {
        connection.setAttribute(AUTHENTICATED, true);
    }

    /** Starts the check for slow requests. */
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
            connection.getEndPoint().close(); // already closed
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

    /** Returns the number of open connections. */
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
            victim = removeVictim(candidates, opened);
        } finally {
            opening.unlock();
        }
        close(victim, reason);
    }

    /**
     * @param candidates receives the connections of which one must be closed
     * @return the reason; {@code null} if none must be closed
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

    private TrackedConnection removeVictim(List<EvictionCandidate> candidates, TrackedConnection opened) {
        // Not under the other lock: this calls Jetty, which has locks of its own.
        long now = System.nanoTime();
        TrackedConnection victim = candidates.stream()
                .map(each -> new EvictionCandidate(each.tracked(), each.neighbours(), rank(each.tracked(), now)))
                .filter(each -> each.rank() != EvictionRank.STAYS).min(EvictionCandidate.FIRST)
                .map(EvictionCandidate::tracked).orElse(opened);
        lock.lock();
        try {
            remove(victim);
            if (victim == opened) {
                // All have running requests: next time others are candidates.
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
        Map<Connection, TrackedConnection> neighbours = byAddress.computeIfAbsent(opened.address,
                any -> new LinkedHashMap<>());
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

    private void candidates(Map<Connection, TrackedConnection> from, TrackedConnection opened,
            List<EvictionCandidate> candidates) {
        for (TrackedConnection tracked : from.values()) {
            if (candidates.size() == MAX_CANDIDATES) {
                return;
            }
            if (tracked != opened) {
                int neighbours = tracked.isProxy ? 0 : byAddress.getOrDefault(tracked.address, Map.of()).size();
                candidates.add(new EvictionCandidate(tracked, neighbours, EvictionRank.STAYS));
            }
        }
    }

    /** Closes a connection that is already removed. */
    private void close(TrackedConnection tracked, CloseReason reason) {
        Counter counter = closed.get(reason);
        if (counter != null) {
            counter.increment();
        }
        journal.write("closed a connection from " + tracked.address + " to the " + server + ": " + reason.text(),
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
                && now - seen.nanos() > SLOW_REQUEST_AGE.toNanos();
        return isSlow && !isKnown ? EvictionRank.UNKNOWN_SLOW : EvictionRank.STAYS;
    }

    private static ConnectionPhase stage(HttpConnection http) {
        if (http.getHttpChannel().getRequest() != null) {
            return ConnectionPhase.REQUEST;
        }
        return http.getParser().isStart() || http.getParser().isTerminated()
                ? ConnectionPhase.IDLE
                : ConnectionPhase.HEAD;
    }

    private void watch() {
        Duration quarter = limits.head().dividedBy(4);
        Duration every = quarter.compareTo(MAX_CHECK_INTERVAL) < 0 ? quarter : MAX_CHECK_INTERVAL;
        try {
            while (true) {
                Thread.sleep(every.compareTo(MIN_CHECK_INTERVAL) < 0 ? MIN_CHECK_INTERVAL : every);
                try {
                    check(System.nanoTime());
                } catch (RuntimeException | Error e) {
                    // The next check may succeed; without one, slow requests would keep their connections.
                    LOG.error("cannot check the connections of the {}; the next check follows", server, e);
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private void check(long now) {
        List<TrackedConnection> copy;
        lock.lock();
        try {
            copy = List.copyOf(all.values());
        } finally {
            lock.unlock();
        }
        for (TrackedConnection tracked : copy) {
            if (tracked.connection instanceof HttpConnection http) {
                check(tracked, new PhaseObservation(stage(http), http.getMessagesIn(), now));
            }
        }
    }

    private void check(TrackedConnection tracked, PhaseObservation current) {
        PhaseObservation before = tracked.seen;
        if (before.stage() != current.stage() || before.messages() != current.messages()) {
            tracked.seen = current;
            return;
        }
        Duration lasting = Duration.ofNanos(current.nanos() - before.nanos());
        boolean isTooLong = switch (current.stage()) {
            case IDLE -> false; // Jetty's idle timeout covers it
            case HEAD -> lasting.compareTo(limits.head()) >= 0;
            case REQUEST -> lasting.compareTo(limits.request()) >= 0;
        };
        if (isTooLong) {
            onClosed(tracked.connection);
            close(tracked, CloseReason.SLOW);
        }
    }
}
