package dev.carteiro.runtime.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the open sockets of the clients that share it, and keeps them below the process's limit of open files. Thread-safe.
 *
 * <p>A process that has reached the limit fails wherever it next needs a file: a Kafka client that reconnects, a scrape of its
 * metrics, a class that is loaded late. The reserve for these prevents that.
 */
final class OpenSockets {
    /** Files kept free for Kafka connections, scrapes and jar files that are opened later. */
    private static final int RESERVED_FILES = 64;

    /** Minimum, so that work continues slowly even under a very low limit. */
    private static final int MIN_SOCKETS = 16;

    private static final String ADVICE = "raise the limit (ulimit -n, LimitNOFILE), or lower dispatcher.max-records";

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger connecting = new AtomicInteger();
    private final long limit;
    private final int max;

    private OpenSockets(long limit, int max) {
        this.limit = limit;
        this.max = max;
    }

    /** Allows as many sockets as the process can still open now. */
    static OpenSockets ofThisProcess() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long limit = system.getMaxFileDescriptorCount();
            return of(limit, limit - system.getOpenFileDescriptorCount() - RESERVED_FILES);
        }
        return of(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** @param limit the operating system's limit of open files, for the message */
    static OpenSockets of(long limit, long max) {
        return new OpenSockets(limit, Math.clamp(max, MIN_SOCKETS, Integer.MAX_VALUE));
    }

    int max() {
        return max;
    }

    /** @throws OutOfSocketsException if the limit is reached; otherwise {@link #release} must follow */
    void reserve() throws OutOfSocketsException {
        if (open.incrementAndGet() > max) {
            open.decrementAndGet();
            throw new OutOfSocketsException("this process may open " + limit + " files and already has " + max
                    + " connections to receivers: " + ADVICE);
        }
    }

    /**
     * Returns a warning if calls to endpoints that have not just succeeded use three quarters of the sockets. A call may connect
     * to several addresses of a name in parallel, so connects are counted as well.
     *
     * @param others number of such calls
     * @return empty below three quarters
     */
    Optional<String> nearSocketLimit(int others) {
        int used = Math.max(others, connecting.get());
        return used < max - max / 4
                ? Optional.empty()
                : Optional.of("this process may open " + limit + " files; " + used + " of at most " + max
                        + " connections to receivers belong to endpoints that have not just succeeded: " + ADVICE);
    }

    void beginConnect() {
        connecting.incrementAndGet();
    }

    void endConnect() {
        connecting.decrementAndGet();
    }

    void release() {
        open.decrementAndGet();
    }
}
