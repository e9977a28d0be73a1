package dev.carteiro.runtime.http;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Matches the addresses of this machine's network interfaces, which come and go. Used for every connect, so the list is refreshed
 * at most every {@value #SECONDS} seconds. Thread-safe.
 *
 * <p>An address that a router in front translates to this machine belongs to no interface and does not match.
 */
public final class HostAddresses implements Predicate<InetAddress> {
    private static final Logger LOG = LoggerFactory.getLogger(HostAddresses.class);
    private static final int SECONDS = 10;
    private static final long REFRESH_NANOS = Duration.ofSeconds(SECONDS).toNanos();

    private final LongSupplier nanoClock;
    private final Interfaces interfaces;
    private final ReentrantLock refreshLock = new ReentrantLock();
    private volatile CachedAddresses known;

    /** Lists the addresses of all interfaces. */
    @FunctionalInterface
    interface Interfaces {
        Set<InetAddress> addresses() throws SocketException;
    }

    private record CachedAddresses(Set<InetAddress> addresses, long at) {
    }

    public HostAddresses() {
        this(System::nanoTime, HostAddresses::ofThisMachine);
    }

    HostAddresses(LongSupplier nanoClock, Interfaces interfaces) {
        this.nanoClock = nanoClock;
        this.interfaces = interfaces;
        known = refresh(Set.of());
    }

    @Override
    public boolean test(InetAddress address) {
        // One thread refreshes; the others use the previous list.
        if (nanoClock.getAsLong() - known.at > REFRESH_NANOS && refreshLock.tryLock()) {
            try {
                known = refresh(known.addresses);
            } finally {
                refreshLock.unlock();
            }
        }
        return known.addresses.contains(address);
    }

    private CachedAddresses refresh(Set<InetAddress> before) {
        try {
            return new CachedAddresses(interfaces.addresses(), nanoClock.getAsLong());
        } catch (SocketException e) {
            LOG.warn("cannot list this machine's network interfaces: {}; the previous list is used", e.getMessage());
            return new CachedAddresses(before, nanoClock.getAsLong());
        }
    }

    private static Set<InetAddress> ofThisMachine() throws SocketException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .collect(Collectors.toUnmodifiableSet());
    }
}
