package dev.carteiro.runtime.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the sockets of the clients that share it, and leaves room for others below the process's limit of open files. Thread-safe.
 *
 * <p>A process that has reached the limit fails wherever it next needs a file: in a Kafka client that reconnects, in a
 * scrape of its metrics, in a class that is loaded late. So requests stop before it.
 */
final class OpenSockets {
    /** For Kafka connections, scrapes and jar files that are opened later. */
    private static final int RESERVE = 64;

    /** Where the limit is hopelessly low, work goes on, slowly. */
    private static final int FEWEST = 16;

    private static final String ADVICE = "raise the limit (ulimit -n, LimitNOFILE), or lower dispatcher.max-records";

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger connecting = new AtomicInteger();
    private final long limit;
    private final int most;

    private OpenSockets(long limit, int most) {
        this.limit = limit;
        this.most = most;
    }

    /** As many as the process may still open now. */
    static OpenSockets ofThisProcess() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long limit = system.getMaxFileDescriptorCount();
            return of(limit, limit - system.getOpenFileDescriptorCount() - RESERVE);
        }
        return of(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** @param limit what the operating system says, for the message */
    static OpenSockets of(long limit, long most) {
        return new OpenSockets(limit, Math.clamp(most, FEWEST, Integer.MAX_VALUE));
    }

    int most() {
        return most;
    }

    /** @throws OutOfSocketsException if there is no room; else {@link #closed} ends it */
    void opened() throws OutOfSocketsException {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            throw new OutOfSocketsException("this process may have " + limit + " files open and has " + most
                    + " connections to receivers already: " + ADVICE);
        }
    }

    /**
     * Why no more than three quarters should be used by those who may use them badly. A call may be connecting to several
     * addresses of a name at the same time, so connects count for themselves.
     *
     * @param others how many of those there are already
     * @return empty while they are fewer
     */
    Optional<String> crowded(int others) {
        int used = Math.max(others, connecting.get());
        return used < most - most / 4
                ? Optional.empty()
                : Optional.of("this process may have " + limit + " files open, " + used + " of at most " + most
                        + " connections to receivers are for those that have not just succeeded: " + ADVICE);
    }

    void connectBegins() {
        connecting.incrementAndGet();
    }

    void connectEnded() {
        connecting.decrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }
}
